// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.pipeline;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.Model;
import dev.baobab.generators.image.ProgressListener;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.gguf.GgufFile;
import dev.baobab.generators.models.gguf.GgufQuantizer;
import dev.baobab.generators.models.llama2c.Llama2cModel;
import dev.baobab.generators.models.packed.PackedModelWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Makes the weights' file of the boot volume, unless it is there already. */
final class ModelPacker {
  /** Changes with what the packer writes, so that files of another one are packed again. */
  private static final String VERSION = "packed model 1";

  private static final String GGUF_VERSION = "quantized GGUF 1";

  private final Model model;
  private final Path weights;
  private final Path folder;
  private final ProgressListener listener;

  /**
   * @param weights the model's file
   * @param folder where packed models are kept
   */
  ModelPacker(Model model, Path weights, Path folder, ProgressListener listener) {
    this.model = model;
    this.weights = weights;
    this.folder = folder;
    this.listener = listener;
  }

  /**
   * The file that goes on the boot volume: packed, a quantized GGUF file, or the model's own.
   *
   * @throws dev.baobab.generators.models.ModelException if the model cannot be stored so
   */
  Path file() throws IOException {
    if (model.isPacked()) {
      return packed();
    }
    return model.quantization().isPresent() ? quantized(model.quantization().get()) : weights;
  }

  private Path quantized(DataType type) throws IOException {
    Path file = folder.resolve(model.fileName());
    FileStamp stamp = new FileStamp(sources(GGUF_VERSION), file);
    if (!stamp.isCurrent()) {
      String label = "quantize " + file.getFileName();
      try (GgufFile opened = GgufFile.open(weights)) {
        GgufQuantizer.write(
            opened, type, file, (done, total) -> listener.progress(label, done, total));
      }
      stamp.keep();
    }
    return file;
  }

  private Path packed() throws IOException {
    Path packed = folder.resolve(model.fileName());
    FileStamp stamp = new FileStamp(sources(VERSION), packed);
    if (!stamp.isCurrent()) {
      String label = "pack " + packed.getFileName();
      try (LanguageModel opened = Llama2cModel.open(weights)) {
        PackedModelWriter.write(
            opened,
            model.quantization(),
            packed,
            (done, total) -> listener.progress(label, done, total));
      }
      stamp.keep();
    }
    return packed;
  }

  private String sources(String version) throws IOException {
    String type = model.quantization().map(Enum::name).orElse("as in the file");
    return "%s, %s\n%s\n".formatted(version, type, FileStamp.facts(weights));
  }
}
