// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

/**
 * How the quants of a block lie in a panel, see {@code bb_weights.h}: in lines of 64 bytes, each
 * with 4 bytes for each of the 16 rows. A line has one or two parts, the values that its bytes
 * hold; a part's 4 bytes of a row are 4 adjacent columns, a group.
 */
enum QuantFormat {
  /** Signed bytes. */
  Q8_0(8, 1, 128),
  /** Two halves of a byte: the low ones are columns 0 to 15, the high ones 16 to 31. */
  Q4_0(4, 2, 8);

  /** Bytes of a line. */
  static final int LINE_BYTES = 64;

  private final int lines;
  private final int parts;
  private final int bias;

  QuantFormat(int lines, int parts, int bias) {
    this.lines = lines;
    this.parts = parts;
    this.bias = bias;
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

  /** What makes the quants unsigned when it is added: a power of two. */
  int bias() {
    return bias;
  }

  /** Bytes of a block's quants. */
  int blockBytes() {
    return lines * LINE_BYTES;
  }
}
