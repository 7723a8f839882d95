// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.tokenizerbpe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.peer.LlamaPeer;
import dev.baobab.generators.testkit.CTests;
import dev.baobab.generators.testkit.Checkout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random texts have the tokens that llama.cpp gives them, with each pre-tokenizer. */
class LlamaCppTest {
  private static final Path FOLDER = Path.of("target", "peer");
  private static final String KEY = "tokenizer.ggml.pre";
  private static final String PRE = "gpt-2";

  private static Path program;

  @TempDir private Path folder;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    LlamaPeer.build(FOLDER);
    program = CTests.program("as_llama_cpp");
  }

  /** GPT-2's vocabulary, with another pre-tokenizer named in its file. */
  private Path vocabulary(String pre) throws IOException {
    byte[] file =
        Files.readAllBytes(
            Checkout.root().resolveSibling("shared").resolve("vocabs/ggml-vocab-gpt-2.gguf"));
    // A key, then the type of its value, the length of the text and the text.
    int key = new String(file, ISO_8859_1).indexOf(KEY);
    int length = key + KEY.length() + Integer.BYTES;
    int text = length + Long.BYTES;
    assertThat(new String(file, text, PRE.length(), UTF_8)).isEqualTo(PRE);
    int rest = text + PRE.length();
    ByteBuffer changed =
        ByteBuffer.allocate(file.length - PRE.length() + pre.length())
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(file, 0, length)
            .putLong(pre.length())
            .put(pre.getBytes(UTF_8))
            .put(file, rest, file.length - rest);
    return Files.write(folder.resolve("vocabulary.gguf"), changed.array());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-2", "smollm", "llama-bpe", "smaug-bpe", "qwen2", "default"})
  void tokensAreLlamaCpps(String pre) throws IOException, InterruptedException {
    CTests.run(program, FOLDER.toAbsolutePath().resolve("libjllama.so"), vocabulary(pre));
  }
}
