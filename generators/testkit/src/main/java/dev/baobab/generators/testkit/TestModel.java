// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a model in llama2.c's formats.
 *
 * @param weights the model file
 * @param tokenizer its tokenizer file
 * @param quantization the type that the matrices get; empty: the one that they have
 */
public record TestModel(Path weights, Path tokenizer, Optional<DataType> quantization) {
  public TestModel(Path weights, Path tokenizer) {
    this(weights, tokenizer, Optional.empty());
  }

  /** This model with its matrices stored as another type. */
  public TestModel quantize(DataType type) {
    return new TestModel(weights, tokenizer, Optional.of(type));
  }

  /** What a kernel's definition says of it. */
  Model model() {
    Model model = Model.llama2c(weights.toString()).tokenizer(tokenizer.toString());
    return quantization.map(model::quantize).orElse(model);
  }

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
