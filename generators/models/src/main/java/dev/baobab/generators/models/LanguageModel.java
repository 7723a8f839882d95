// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models;

import dev.baobab.dsl.DataType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A model of the Llama family, whose weights are read from its file when they are asked for. The
 * pairs that the rotary embedding turns are adjacent elements of a head, as in llama2.c and in GGUF
 * files of architecture {@code llama}.
 *
 * @param name for people: {@code stories15M}
 * @param shape its shape
 * @param type the type that its matrices are stored in
 * @param beginToken the token that begins a text
 * @param endToken the token that ends a text
 * @param tensors in the order in which a token meets them; the classifier only if it is not shared
 * @param file where they are; closed with the model
 */
public record LanguageModel(
    String name,
    ModelShape shape,
    DataType type,
    int beginToken,
    int endToken,
    List<Tensor> tensors,
    ModelFile file)
    implements AutoCloseable {
  public LanguageModel {
    tensors = List.copyOf(tensors);
  }

  /** Where the elements of a tensor are. */
  @FunctionalInterface
  public interface Source {
    /** The elements of a kind's tensor of a layer. */
    TensorData data(TensorKind kind, int layer);
  }

  /** How many tensors a shape has. */
  public static long tensorCount(ModelShape shape) {
    long count = 0;
    for (TensorKind kind : TensorKind.values()) {
      boolean absent = kind == TensorKind.CLASSIFIER && shape.sharedClassifier();
      count += kind.isOfLayer() ? shape.layers() : absent ? 0 : 1;
    }
    return count;
  }

  /** All tensors of a shape. */
  public static List<Tensor> tensorsOf(ModelShape shape, Source source) {
    List<Tensor> tensors = new ArrayList<>();
    for (TensorKind kind : TensorKind.values()) {
      if (kind == TensorKind.ATTENTION_NORM) {
        for (int layer = 0; layer < shape.layers(); layer++) {
          addLayer(tensors, shape, source, layer);
        }
      } else if (!kind.isOfLayer()
          && !(kind == TensorKind.CLASSIFIER && shape.sharedClassifier())) {
        tensors.add(tensor(kind, 0, shape, source));
      }
    }
    return tensors;
  }

  private static void addLayer(List<Tensor> tensors, ModelShape shape, Source source, int layer) {
    for (TensorKind kind : TensorKind.values()) {
      if (kind.isOfLayer()) {
        tensors.add(tensor(kind, layer, shape, source));
      }
    }
  }

  private static Tensor tensor(TensorKind kind, int layer, ModelShape shape, Source source) {
    return new Tensor(kind, layer, kind.rows(shape), kind.columns(shape), source.data(kind, layer));
  }

  /** Elements of all tensors, a shared one counted once. */
  public long parameters() {
    return tensors.stream().mapToLong(Tensor::elements).sum();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
