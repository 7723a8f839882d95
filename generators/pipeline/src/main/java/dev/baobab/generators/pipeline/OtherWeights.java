// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import dev.baobab.dsl.Model;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.inspect.FileFormat;
import java.io.IOException;
import java.nio.file.Path;

/** A definition's model with the weights of another file, for one build. */
final class OtherWeights {
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

  /** A file that is no model is none: the resolver says what is wrong with it. */
  private static boolean isGguf(Path file) {
    try {
      return FileFormat.of(file) == FileFormat.GGUF;
    } catch (IOException | ModelException e) {
      return false;
    }
  }
}
