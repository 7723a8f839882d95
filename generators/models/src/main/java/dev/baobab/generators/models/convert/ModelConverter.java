// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.convert;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.gguf.GgufFile;
import dev.baobab.generators.models.gguf.GgufQuantizer;
import dev.baobab.generators.models.gguf.GgufWriter;
import dev.baobab.generators.models.gguf.WritingListener;
import dev.baobab.generators.models.inspect.FileFormat;
import dev.baobab.generators.models.llama2c.Llama2cModel;
import dev.baobab.generators.models.llama2c.TokenizerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Writes a GGUF file of a model of another format, or of a GGUF file with another type. */
public final class ModelConverter {
  /** llama2.c's constants, which its files do not tell. */
  private static final double ROPE_THETA = 10_000;

  private static final double NORM_EPSILON = 1e-5;

  private ModelConverter() {}

  /**
   * Converts a file. Only a few megabytes of it are in memory at a time, and only a whole file is
   * ever in its place.
   *
   * @param type the type of the matrices; empty: the one that they have, for llama2.c's files
   * @param tokenizer llama2.c's tokenizer, for its files; GGUF files bring their own
   * @throws ModelException if a file cannot be used
   * @throws IllegalArgumentException if something is missing, or too much
   */
  public static void convert(
      Path from,
      Path to,
      Optional<DataType> type,
      Optional<Path> tokenizer,
      WritingListener listener)
      throws IOException {
    switch (FileFormat.of(from)) {
      case GGUF -> quantize(from, to, type, tokenizer, listener);
      case LLAMA2C -> write(from, to, type, tokenizer, listener);
      case PACKED ->
          throw new ModelException(
              ModelError.MODEL_FORMAT_UNKNOWN,
              "convert the file that it was packed from",
              "%s is a packed model, which lacks the tokenizer.",
              from.getFileName());
    }
  }

  private static void quantize(
      Path from,
      Path to,
      Optional<DataType> type,
      Optional<Path> tokenizer,
      WritingListener listener)
      throws IOException {
    if (tokenizer.isPresent()) {
      throw new IllegalArgumentException(
          "%s brings its own tokenizer. To fix: leave -Dtokenizer out".formatted(from));
    }
    DataType wanted =
        type.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is a GGUF file already. To fix: name another type of its weights, with -Dtype=Q8_0 or another"
                        .formatted(from)));
    try (GgufFile source = GgufFile.open(from)) {
      GgufQuantizer.write(source, wanted, to, listener);
    }
  }

  private static void write(
      Path from,
      Path to,
      Optional<DataType> type,
      Optional<Path> tokenizer,
      WritingListener listener)
      throws IOException {
    Path vocabulary =
        tokenizer.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is one of llama2.c's files, whose tokenizer is a file of its own. To fix: name it, with -Dtokenizer=FILE"
                        .formatted(from)));
    try (LanguageModel model = Llama2cModel.open(from)) {
      GgufWriter.write(
          model, type, TokenizerFile.read(vocabulary), ROPE_THETA, NORM_EPSILON, to, listener);
    }
  }
}
