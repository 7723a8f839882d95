// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.Tensor;
import dev.baobab.generators.models.TensorEncoder;
import dev.baobab.generators.models.Vocabulary;
import dev.baobab.generators.models.WholeFile;
import dev.baobab.generators.models.codec.GgmlType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes GGUF files: models of architecture {@code llama} with the weights of a packed model, and
 * whatever a test needs.
 */
public final class GgufWriter {
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
    write(model, quantization, vocabulary, ropeTheta, normEpsilon, file, WritingListener.NONE);
  }

  /**
   * Writes a file, as the other method does.
   *
   * @param listener is told how far it has come
   */
  public static void write(
      LanguageModel model,
      Optional<DataType> quantization,
      Vocabulary vocabulary,
      double ropeTheta,
      double normEpsilon,
      Path file,
      WritingListener listener)
      throws IOException {
    DataType type = quantization.orElse(model.type());
    Map<String, GgufValue> metadata =
        LlamaMetadata.of(model, type, vocabulary, ropeTheta, normEpsilon);
    List<GgufTensor> tensors = tensors(model, type);
    WholeFile.write(
        file,
        channel -> {
          GgufOutput out = new GgufOutput(channel, tensors, GgufTensor.ALIGNMENT, listener);
          out.write(GgufHead.encode(metadata, tensors));
          for (int i = 0; i < tensors.size(); i++) {
            TensorEncoder encoder = new TensorEncoder(model.tensors().get(i), typeOf(tensors, i));
            out.tensor(tensors.get(i), encoder::rows);
          }
        });
  }

  /** Writes a file of any metadata and any tensors, in their order. */
  public static void write(Map<String, GgufValue> metadata, List<GgufContent> contents, Path file)
      throws IOException {
    List<GgufTensor> tensors = new ArrayList<>();
    long offset = 0;
    for (GgufContent content : contents) {
      GgufTensor entry =
          new GgufTensor(content.name(), content.dimensions(), content.type(), offset);
      tensors.add(entry);
      offset = GgufTensor.align(offset + entry.bytes(), GgufTensor.ALIGNMENT);
    }
    WholeFile.write(
        file,
        channel -> {
          GgufOutput out =
              new GgufOutput(channel, tensors, GgufTensor.ALIGNMENT, WritingListener.NONE);
          out.write(GgufHead.encode(metadata, tensors));
          for (int i = 0; i < tensors.size(); i++) {
            out.tensor(tensors.get(i), contents.get(i)::rows);
          }
        });
  }

  private static DataType typeOf(List<GgufTensor> tensors, int index) {
    return tensors.get(index).type().dataType().orElseThrow();
  }

  private static List<GgufTensor> tensors(LanguageModel model, DataType wanted) {
    List<GgufTensor> tensors = new ArrayList<>();
    long offset = 0;
    for (Tensor tensor : model.tensors()) {
      GgufTensor entry =
          new GgufTensor(
              LlamaNames.of(tensor.kind(), tensor.layer()),
              tensor.kind().isNorm()
                  ? List.of(tensor.columns())
                  : List.of(tensor.columns(), tensor.rows()),
              GgmlType.of(tensor.typeFor(wanted)),
              offset);
      tensors.add(entry);
      offset = GgufTensor.align(offset + entry.bytes(), GgufTensor.ALIGNMENT);
    }
    return tensors;
  }
}
