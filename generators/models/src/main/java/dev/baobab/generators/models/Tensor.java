// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models;

import dev.baobab.dsl.DataType;

/**
 * A matrix of weights, or the weights of a norm, which is a matrix of one row.
 *
 * @param kind what it is
 * @param layer the layer that it is of; 0 where there is none
 * @param rows number of rows
 * @param columns number of columns
 * @param data the elements
 */
public record Tensor(TensorKind kind, int layer, int rows, int columns, TensorData data) {
  /** Number of elements. */
  public long elements() {
    return (long) rows * columns;
  }

  /**
   * The type that it is stored as where matrices are to have a type: norms stay float32; matrices
   * whose columns are no whole blocks get half precision in place of a quantized type.
   */
  public DataType typeFor(DataType wanted) {
    if (kind.isNorm()) {
      return DataType.F32;
    }
    return wanted.fits(columns) ? wanted : DataType.F16;
  }

  /** Its name for people: {@code layer 3 query}. */
  public String label() {
    return kind.isOfLayer() ? "layer %d %s".formatted(layer, kind.label()) : kind.label();
  }
}
