// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a model in llama2.c's formats.
 *
 * @param weights the model file
 * @param tokenizer its tokenizer file
 */
public record TestModel(Path weights, Path tokenizer) {
  /** The smallest real model: 260 thousand parameters, 512 tokens. */
  public static TestModel stories260K() {
    return new TestModel(file("stories260K.bin"), file("tok512.bin"));
  }

  private static Path file(String name) {
    return Checkout.models().resolve(name);
  }

  /** What llama2.c's {@code run} prints for the smallest real model, byte for byte. */
  public static String golden(String name) {
    try {
      return Files.readString(file("golden").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
