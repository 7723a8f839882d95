// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Addresses the rows of a block from a single cursor. Row {@code r} lies {@code r} strides after
 * row 0, and an x86 address can scale an index by 1, 2, 4 or 8; so with the odd multiples of the
 * stride in registers every row is within reach, and one addition moves all the rows.
 */
final class RowAddresses {
  /** Rows that the registers for odd multiples suffice for. */
  static final int MAX_ROWS = 14;

  private static final int MAX_SCALE = 8;

  private RowAddresses() {}

  /** The odd multiples of the stride that a block needs in registers, ascending from 1. */
  static List<Integer> oddMultiples(int rowBlock) {
    return IntStream.range(1, rowBlock).filter(n -> n % 2 == 1).boxed().toList();
  }

  /** Name of the register that holds an odd multiple of the stride. */
  static String multiple(int odd) {
    return "stride" + odd;
  }

  /** A place in a row: {@code [row + 4*stride3 + 64]} is 64 bytes after the cursor in row 12. */
  static String operand(int row, int bytes) {
    return "[row%s%s]".formatted(offset(row), bytes == 0 ? "" : " + " + bytes);
  }

  /** What to add to a cursor to get from row 0 to a row: {@code " + 4*stride3"}. */
  static String offset(int row) {
    if (row == 0) {
      return "";
    }
    int scale = scale(row);
    return " + %s%s".formatted(scale == 1 ? "" : scale + "*", multiple(row / scale));
  }

  /** The greatest power of two that divides the row and that an address can scale by. */
  private static int scale(int row) {
    return Math.min(MAX_SCALE, Integer.lowestOneBit(row));
  }
}
