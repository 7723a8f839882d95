// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.generators.models.codec.GgmlType;
import java.util.List;

/**
 * A tensor of a GGUF file.
 *
 * @param name its name: {@code blk.0.attn_q.weight}
 * @param dimensions one to four, the first that of adjacent elements
 * @param type the type of its elements
 * @param offset where it is, from the start of the data
 */
public record GgufTensor(String name, List<Integer> dimensions, GgmlType type, long offset) {
  /** What tensors start on multiples of, where a file does not tell. */
  static final int ALIGNMENT = 32;

  public GgufTensor {
    dimensions = List.copyOf(dimensions);
  }

  /** Number of columns, which are adjacent. */
  public int columns() {
    return dimensions.get(0);
  }

  /** Number of rows, of all matrices behind one another; 1 for a vector. */
  public int rows() {
    return dimensions.stream().skip(1).reduce(1, Math::multiplyExact);
  }

  /** Whether it has one dimension. */
  public boolean vector() {
    return dimensions.size() == 1;
  }

  /** Number of elements. */
  public long elements() {
    return (long) rows() * columns();
  }

  /** Its size in bytes. */
  public long bytes() {
    return rows() * type.rowBytes(columns());
  }

  /** The least multiple of the alignment that is not less than an offset. */
  static long align(long offset, int alignment) {
    return Math.addExact(offset, alignment - 1) / alignment * alignment;
  }
}
