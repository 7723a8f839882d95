// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.dsl.DataType;

/**
 * A tensor of a GGUF file, which has one or two dimensions.
 *
 * @param name its name: {@code blk.0.attn_q.weight}
 * @param rows number of rows; 1 for a vector
 * @param columns number of columns, which are adjacent
 * @param vector whether it has one dimension
 * @param type the type of its elements
 * @param offset where it is, from the start of the data
 */
public record GgufTensor(
    String name, int rows, int columns, boolean vector, DataType type, long offset) {
  /** What tensors start on multiples of. */
  static final int ALIGNMENT = 32;

  /** Its size in bytes. */
  public long bytes() {
    return rows * type.rowBytes(columns);
  }

  /** The least multiple of the alignment that is not less than an offset. */
  static long align(long offset, int alignment) {
    return Math.addExact(offset, alignment - 1) / alignment * alignment;
  }
}
