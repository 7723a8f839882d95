// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.gguf.GgufWriter;
import dev.baobab.generators.models.llama2c.Llama2cModel;
import dev.baobab.generators.models.llama2c.TokenizerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Random models in each engine's format, with the same weights; made once. */
final class ModelFiles {
  private static final long SEED = 1;

  /** The defaults of a kernel's model. */
  private static final double ROPE_THETA = 10_000;

  private static final double NORM_EPSILON = 1e-5;

  private final Path folder;
  private final int positions;

  /**
   * @param folder where they are kept
   * @param positions that each model's context has at least
   */
  ModelFiles(Path folder, int positions) {
    this.folder = folder.toAbsolutePath();
    this.positions = positions;
  }

  /** The model in llama2.c's format, float32. */
  Path llama2c(Shape shape) throws IOException {
    return shape.model().context(positions).write(named(shape, "f32.bin"), SEED);
  }

  /** The model as a GGUF file. */
  Path gguf(Shape shape, DataType type) throws IOException {
    Path file = named(shape, type + ".gguf");
    if (!Files.exists(file)) {
      try (LanguageModel model = Llama2cModel.open(llama2c(shape))) {
        GgufWriter.write(
            model,
            Optional.of(type),
            TokenizerFile.read(tokenizer(shape)),
            ROPE_THETA,
            NORM_EPSILON,
            file);
      }
    }
    return file;
  }

  private Path named(Shape shape, String ending) {
    return folder.resolve("random-%s-%d-%s".formatted(shape.label(), positions, ending));
  }

  /** A tokenizer in llama2.c's format, as large as the models' vocabulary. */
  Path tokenizer(Shape shape) throws IOException {
    int vocabulary = shape.model().vocabulary();
    Path file = folder.resolve("tokenizer-%d.bin".formatted(vocabulary));
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Files.write(file, RandomTokenizer.bytes(vocabulary));
    }
    return file;
  }
}
