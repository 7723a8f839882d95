// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a model's file is.
 *
 * @param facts for people, in order: a name and a value
 * @param tensors its tensors, in the file's order
 * @param metadata all that the file says of itself beside its tensors, shortened
 * @param positionBytes bytes of the KV cache for each position; empty if the file does not tell
 * @param context positions that the model was trained for; empty if the file does not tell
 */
public record Inspection(
    Map<String, String> facts,
    List<TensorLine> tensors,
    Map<String, String> metadata,
    OptionalLong positionBytes,
    OptionalInt context) {
  public Inspection {
    facts = new LinkedHashMap<>(facts);
    tensors = List.copyOf(tensors);
    metadata = new LinkedHashMap<>(metadata);
  }

  /**
   * A tensor.
   *
   * @param name the file's name for it
   * @param type the name of its type, as {@code GgmlType} has it
   * @param dimensions rows and columns, or how many there are
   * @param elements number of its elements
   * @param bytes its size
   */
  public record TensorLine(
      String name, String type, String dimensions, long elements, long bytes) {}

  /**
   * The tensors of a type.
   *
   * @param type the name of the type
   * @param count how many there are
   * @param elements their elements
   * @param bytes their size
   */
  public record TypeLine(String type, int count, long elements, long bytes) {}

  /**
   * Inspects a file: a GGUF file, a packed model or one of llama2.c's.
   *
   * @throws dev.baobab.generators.models.ModelException if it is none of them, or damaged
   */
  public static Inspection of(Path file) throws IOException {
    return switch (FileFormat.of(file)) {
      case GGUF -> GgufInspector.inspect(file);
      case PACKED -> PackedInspector.inspect(file);
      case LLAMA2C -> Llama2cInspector.inspect(file);
    };
  }

  /** Bytes of all tensors. */
  public long weightBytes() {
    return tensors.stream().mapToLong(TensorLine::bytes).sum();
  }

  /** Elements of all tensors. */
  public long parameters() {
    return tensors.stream().mapToLong(TensorLine::elements).sum();
  }

  /** The types, those with most bytes first. */
  public List<TypeLine> types() {
    Map<String, TypeLine> types = new LinkedHashMap<>();
    for (TensorLine tensor : tensors) {
      types.merge(
          tensor.type(),
          new TypeLine(tensor.type(), 1, tensor.elements(), tensor.bytes()),
          (a, b) ->
              new TypeLine(
                  a.type(), a.count() + 1, a.elements() + b.elements(), a.bytes() + b.bytes()));
    }
    List<TypeLine> sorted = new ArrayList<>(types.values());
    sorted.sort((a, b) -> Long.compare(b.bytes(), a.bytes()));
    return sorted;
  }
}
