// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import dev.baobab.dsl.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A definition's model with the weights of another file, for one build. */
final class OtherWeights {
  private static final byte[] GGUF = "GGUF".getBytes(StandardCharsets.US_ASCII);

  private OtherWeights() {}

  /**
   * The file's content tells its format. A GGUF file brings tokenizer and constants; one of
   * llama2.c's takes over those of the definition.
   */
  static Model of(Model declared, Path file) {
    String path = file.toAbsolutePath().toString();
    if (!isGguf(file)) {
      return declared.isGguf() ? Model.llama2c(path) : declared.weights(path);
    }
    return Model.gguf(path).and(declared.others().toArray(Model[]::new));
  }

  /** A file that cannot be read is none: the resolver says what is wrong with it. */
  private static boolean isGguf(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(GGUF.length), GGUF);
    } catch (IOException e) {
      return false;
    }
  }
}
