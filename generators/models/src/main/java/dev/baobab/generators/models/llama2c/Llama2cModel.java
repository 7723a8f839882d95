// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.llama2c;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.ModelFile;
import dev.baobab.generators.models.ModelShape;
import java.io.IOException;
import java.nio.file.Path;

/** Opens models in llama2.c's formats: legacy and version 1 (float32), version 2 (Q8_0). */
public final class Llama2cModel {
  /** What llama2.c's tokenizers begin and end a text with. */
  private static final int BEGIN_TOKEN = 1;

  private static final int END_TOKEN = 2;

  private Llama2cModel() {}

  /**
   * Opens a model; its weights are read later, from the file.
   *
   * @throws ModelException if the file is of another format, or its size is not what its header
   *     tells
   */
  public static LanguageModel open(Path path) throws IOException {
    ModelFile file = ModelFile.open(path);
    try {
      return open(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static LanguageModel open(ModelFile file) throws IOException {
    Llama2cHeader header = Llama2cHeader.read(file);
    ModelShape shape = header.shape();
    Llama2cLayout layout = new Llama2cLayout(file, header);
    if (file.size() != layout.end()) {
      throw new ModelException(
          ModelError.MODEL_SIZE_WRONG,
          "copy the model's file again, or export it again with llama2.c's export.py",
          "%s has %,d bytes; its header tells of %,d.",
          file.name(),
          file.size(),
          layout.end());
    }
    return new LanguageModel(
        file.baseName(),
        shape,
        header.format() == Llama2cFormat.VERSION_2 ? DataType.Q8_0 : DataType.F32,
        BEGIN_TOKEN,
        END_TOKEN,
        LanguageModel.tensorsOf(shape, layout::data),
        file);
  }
}
