// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.Model;
import dev.baobab.generators.models.convert.ModelConverter;
import dev.baobab.generators.models.gguf.WritingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a model: in llama2.c's formats, or one GGUF file, which is its own tokenizer.
 *
 * @param weights the model file
 * @param tokenizer its tokenizer file; of a GGUF file itself
 * @param packed whether the build packs the weights
 * @param quantization the type that the matrices get; empty: the one that they have
 */
public record TestModel(
    Path weights, Path tokenizer, boolean packed, Optional<DataType> quantization) {
  public TestModel(Path weights, Path tokenizer) {
    this(weights, tokenizer, true, Optional.empty());
  }

  /** A model in a GGUF file. */
  public static TestModel gguf(Path file) {
    return new TestModel(file, file, false, Optional.empty());
  }

  /**
   * This model of llama2.c's format as a GGUF file, which is made as {@code baobab:convert} does.
   */
  public TestModel toGguf(DataType type, Path file) throws IOException {
    ModelConverter.convert(
        weights, file, Optional.of(type), Optional.of(tokenizer), WritingListener.NONE);
    return gguf(file);
  }

  private boolean isGguf() {
    return tokenizer.equals(weights);
  }

  /** This model with its matrices stored as another type. */
  public TestModel quantize(DataType type) {
    return new TestModel(weights, tokenizer, !isGguf(), Optional.of(type));
  }

  /** This model with its file on the boot volume as it is. */
  public TestModel asIs() {
    return new TestModel(weights, tokenizer, false, Optional.empty());
  }

  /** What a kernel's definition says of it. */
  Model model() {
    if (isGguf()) {
      Model gguf = Model.gguf(weights.toString());
      return quantization.map(gguf::quantize).orElse(gguf);
    }
    Model model = Model.llama2c(weights.toString()).tokenizer(tokenizer.toString());
    return packed ? quantization.map(model::quantize).orElse(model) : model.asIs();
  }

  /** The smallest real model: 260 thousand parameters, 512 tokens. */
  public static TestModel stories260K() {
    return new TestModel(file("stories260K.bin"), file("tok512.bin"));
  }

  /** The model of the examples, which can be talked to. */
  public static TestModel demo() {
    Path models = Checkout.root().resolve("examples/storyteller/models");
    return new TestModel(models.resolve("demo.bin"), models.resolve("tokenizer.bin"));
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
