// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models;

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

  /** Its name for people: {@code layer 3 query}. */
  public String label() {
    return kind.isOfLayer() ? "layer %d %s".formatted(layer, kind.label()) : kind.label();
  }
}
