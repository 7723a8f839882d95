// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

/**
 * How the quants of a block lie in a panel, see {@code bb_weights.h}: in lines of 64 bytes, each
 * with 4 bytes for each of the 16 rows. A line has one or two parts, the values that its bytes
 * hold; a part's 4 bytes of a row are 4 adjacent columns, a group.
 */
enum QuantFormat {
  /** Signed bytes. */
  Q8_0(8, 1, 128, false),
  /** Two halves of a byte: the low ones are columns 0 to 15, the high ones 16 to 31. */
  Q4_0(4, 2, 8, false),
  /** The same, from 0, with a minimum for each block. */
  Q4_1(4, 2, 0, true);

  /** Bytes of a line. */
  static final int LINE_BYTES = 64;

  /** Bytes of a number in float16 of each row. */
  private static final int HALVES_BYTES = 32;

  private final int lines;
  private final int parts;
  private final int bias;
  private final boolean minimum;

  QuantFormat(int lines, int parts, int bias, boolean minimum) {
    this.lines = lines;
    this.parts = parts;
    this.bias = bias;
    this.minimum = minimum;
  }

  /** Lines of a block. */
  int lines() {
    return lines;
  }

  /** Values in a byte. */
  int parts() {
    return parts;
  }

  /** The group of columns that a part of a line holds. */
  int group(int line, int part) {
    return line + part * lines;
  }

  /** What makes the quants unsigned when it is added: a power of two; 0 if they are it already. */
  int bias() {
    return bias;
  }

  /** Whether a value is scale * quant + minimum. */
  boolean minimum() {
    return minimum;
  }

  /** Bytes of a block's quants. */
  int blockBytes() {
    return lines * LINE_BYTES;
  }

  /** Bytes of a block's scales, and minima behind them. */
  int scaleBytes() {
    return minimum ? 2 * HALVES_BYTES : HALVES_BYTES;
  }

  /** Bytes of a block in front of its minima. */
  int minimaAt() {
    return HALVES_BYTES;
  }
}
