// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.Tensor;
import dev.baobab.generators.models.TensorEncoder;
import dev.baobab.generators.models.Vocabulary;
import dev.baobab.generators.models.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes models as GGUF files of architecture {@code llama}, with the weights of a packed model.
 */
public final class GgufWriter {
  /** What is encoded at a time; a row at least. */
  private static final int BATCH_BYTES = 4 << 20;

  private GgufWriter() {}

  /**
   * Writes a file.
   *
   * @param quantization the type of its matrices; empty: the one that they have in the model's file
   * @param ropeTheta the base of the rotary position embedding
   * @param normEpsilon the epsilon of RMSNorm
   * @throws dev.baobab.generators.models.ModelException if the vocabulary is not the model's, or a
   *     weight cannot be stored
   */
  public static void write(
      LanguageModel model,
      Optional<DataType> quantization,
      Vocabulary vocabulary,
      double ropeTheta,
      double normEpsilon,
      Path file)
      throws IOException {
    DataType type = quantization.orElse(model.type());
    Map<String, GgufValue> metadata =
        LlamaMetadata.of(model, type, vocabulary, ropeTheta, normEpsilon);
    List<GgufTensor> tensors = tensors(model, type);
    WholeFile.write(
        file,
        channel -> {
          OutputStream out = Channels.newOutputStream(channel);
          out.write(GgufHead.encode(metadata, tensors));
          for (int i = 0; i < tensors.size(); i++) {
            write(model.tensors().get(i), tensors.get(i), out);
          }
        });
  }

  private static List<GgufTensor> tensors(LanguageModel model, DataType wanted) {
    List<GgufTensor> tensors = new ArrayList<>();
    long offset = 0;
    for (Tensor tensor : model.tensors()) {
      GgufTensor entry =
          new GgufTensor(
              LlamaNames.of(tensor.kind(), tensor.layer()),
              tensor.rows(),
              tensor.columns(),
              tensor.kind().isNorm(),
              tensor.typeFor(wanted),
              offset);
      tensors.add(entry);
      offset = GgufTensor.align(offset + entry.bytes(), GgufTensor.ALIGNMENT);
    }
    return tensors;
  }

  private static void write(Tensor tensor, GgufTensor entry, OutputStream out) throws IOException {
    TensorEncoder encoder = new TensorEncoder(tensor, entry.type());
    int most = Math.max(1, BATCH_BYTES / encoder.rowBytes());
    for (int row = 0; row < tensor.rows(); row += most) {
      out.write(encoder.rows(row, Math.min(most, tensor.rows() - row)));
    }
    long padding = GgufTensor.align(entry.bytes(), GgufTensor.ALIGNMENT) - entry.bytes();
    out.write(new byte[(int) padding]);
  }
}
