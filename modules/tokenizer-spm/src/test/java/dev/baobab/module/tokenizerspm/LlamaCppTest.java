// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.tokenizerspm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.baobab.generators.peer.LlamaPeer;
import dev.baobab.generators.testkit.CTests;
import dev.baobab.generators.testkit.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random texts have the tokens that llama.cpp gives them. */
class LlamaCppTest {
  private static final Path FOLDER = Path.of("target", "peer");

  private static Path program;

  @TempDir private Path folder;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    LlamaPeer.build(FOLDER);
    program = CTests.program("as_llama_cpp");
  }

  private static Path vocabulary(String name) {
    return Checkout.root().resolveSibling("shared").resolve("vocabs").resolve(name);
  }

  private static void compare(Path vocabulary) throws IOException, InterruptedException {
    CTests.run(program, FOLDER.toAbsolutePath().resolve("libjllama.so"), vocabulary);
  }

  @Test
  void llama() throws IOException, InterruptedException {
    compare(vocabulary("ggml-vocab-llama-spm.gguf"));
  }

  /** llama.cpp leaves out blanks behind the special tokens of models of this name. */
  @Test
  void phi3ByAnotherName() throws IOException, InterruptedException {
    String file = Files.readString(vocabulary("ggml-vocab-phi-3.gguf"), ISO_8859_1);
    String renamed = file.replaceFirst("Phi3", "Phi.");

    compare(Files.writeString(folder.resolve("vocabulary.gguf"), renamed, ISO_8859_1));
  }
}
