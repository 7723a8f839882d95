// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.TensorKind;

/**
 * An entry of a packed model's table.
 *
 * @param kind what it is
 * @param type the type of its elements
 * @param layer the layer that it is of; 0 where there is none
 * @param rows number of rows
 * @param columns number of columns
 * @param offset where it is, from the start of the data
 * @param bytes its size, without what fills up to the next
 */
public record PackedTensor(
    TensorKind kind, DataType type, int layer, int rows, int columns, long offset, long bytes) {
  /** Number of elements. */
  public long elements() {
    return (long) rows * columns;
  }

  /** Its name for people: {@code layer 3 query}. */
  public String label() {
    return kind.isOfLayer() ? "layer %d %s".formatted(layer, kind.label()) : kind.label();
  }

  /** Where the next tensor starts. */
  long end() {
    return Alignment.up(offset + bytes, Panels.ALIGNMENT);
  }

  /** The bytes of a tensor of this type and size. */
  static long bytesOf(TensorKind kind, DataType type, int rows, int columns) {
    return kind.isNorm() ? DataType.F32.rowBytes(columns) : Panels.matrixBytes(type, rows, columns);
  }
}
