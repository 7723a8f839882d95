// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a micro-kernel: what is chosen by measurement, see docs/performance.md.
 *
 * @param rowBlock rows computed together, 1 to 14; each vector of x is loaded once for all of them
 * @param unroll vectors of columns in one pass of the inner loop, 1 to 32
 */
public record MicroKernel(int rowBlock, int unroll) {
  /** Rows whose accumulators are summed together. */
  static final int SUM_ROWS = 4;

  public MicroKernel {
    if (rowBlock < 1 || rowBlock > RowAddresses.MAX_ROWS) {
      throw new IllegalArgumentException(
          "row block of %d: must be 1 to %d".formatted(rowBlock, RowAddresses.MAX_ROWS));
    }
    if (unroll < 1 || unroll > 32) {
      throw new IllegalArgumentException("unroll of %d: must be 1 to 32".formatted(unroll));
    }
  }

  /** Row blocks, widest first; the narrower ones take the rows that the widest leaves over. */
  List<Integer> rowBlocks() {
    List<Integer> blocks = new ArrayList<>(List.of(rowBlock));
    if (rowBlock > SUM_ROWS) {
      blocks.add(SUM_ROWS);
    }
    if (rowBlock > 1) {
      blocks.add(1);
    }
    return blocks;
  }
}
