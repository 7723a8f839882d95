// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models;

import dev.baobab.dsl.DataType;
import java.io.IOException;

/** The elements of a tensor, where they are stored. Reading is safe on several threads. */
public interface TensorData {
  /** The name of the file that they come from, for errors. */
  String origin();

  /** The type that {@link #bytes} gives without loss. */
  DataType type();

  /**
   * Reads rows as values.
   *
   * @param values gets {@code rows} times the tensor's columns, row by row
   */
  void floats(int row, int rows, float[] values) throws IOException;

  /**
   * Reads rows as they are, in GGUF's order of {@link #type}.
   *
   * @param bytes gets the rows, one behind the other
   */
  void bytes(int row, int rows, byte[] bytes) throws IOException;
}
