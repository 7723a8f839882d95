// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

import static dev.baobab.dsl.DataType.BLOCK;
import static dev.baobab.dsl.DataType.SCALE_BYTES;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.codec.LittleEndian;

/**
 * How a matrix is laid out for the matrix kernels: in panels of 16 rows, interleaved, see {@code
 * bb_weights.h}.
 */
public final class Panels {
  /** Rows of a panel. */
  public static final int ROWS = 16;

  /** What panels start on multiples of. */
  public static final int ALIGNMENT = 64;

  /** Bytes that stay together in the quants of a row. */
  private static final int GROUP = 4;

  private Panels() {}

  /** Panels of a matrix. */
  static int count(int rows) {
    return (rows + ROWS - 1) / ROWS;
  }

  /** Bytes of one panel. */
  static int bytes(DataType type, int columns) {
    return switch (type) {
      case F32 -> columns * ROWS * Float.BYTES;
      case F16, BF16 -> align(columns * ROWS * Short.BYTES);
      case Q8_0 -> scaleBytes(type, columns) + columns * ROWS;
      case Q4_0, Q4_1 -> scaleBytes(type, columns) + columns * ROWS / 2;
    };
  }

  /** Bytes of a matrix in panels. */
  static long matrixBytes(DataType type, int rows, int columns) {
    return (long) count(rows) * bytes(type, columns);
  }

  /** Numbers in half precision of a row's block: its scale, and its minimum if it has one. */
  private static int halves(DataType type) {
    return type == DataType.Q4_1 ? 2 : 1;
  }

  private static int scaleBytes(DataType type, int columns) {
    return align(columns / BLOCK * ROWS * halves(type) * SCALE_BYTES);
  }

  private static int align(int bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /**
   * Packs rows into a panel.
   *
   * @param source {@code rows} rows in GGUF's order, each of {@code rowBytes}, from {@code from}
   * @param rows 1 to 16
   * @param panel all zero from {@code at} to the panel's end
   */
  static void pack(
      DataType type,
      byte[] source,
      int from,
      int rowBytes,
      int rows,
      int columns,
      byte[] panel,
      int at) {
    for (int row = 0; row < rows; row++) {
      int start = from + row * rowBytes;
      switch (type) {
        case F32 -> interleave(source, start, Float.BYTES, columns, panel, at, row);
        case F16, BF16 -> interleave(source, start, Short.BYTES, columns, panel, at, row);
        case Q8_0, Q4_0, Q4_1 -> interleaveBlocks(type, source, start, columns, panel, at, row);
      }
    }
  }

  /** One row of a panel, back in GGUF's order: the inverse of {@link #pack}. */
  static void unpackRow(DataType type, byte[] panel, int row, int columns, byte[] target, int to) {
    switch (type) {
      case F32 -> separate(panel, 0, row, Float.BYTES, columns, target, to);
      case F16, BF16 -> separate(panel, 0, row, Short.BYTES, columns, target, to);
      case Q8_0, Q4_0, Q4_1 -> separateBlocks(type, panel, row, columns, target, to);
    }
  }

  /** Units of {@code size} bytes, 2 or 4, of one row, each between those of the other rows. */
  private static void interleave(
      byte[] source, int from, int size, int count, byte[] panel, int at, int row) {
    int to = at + row * size;
    int step = ROWS * size;
    if (size == Short.BYTES) {
      for (int i = 0; i < count; i++) {
        short unit = LittleEndian.getShort(source, from + i * Short.BYTES);
        LittleEndian.putShort(panel, to + i * step, unit);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int unit = LittleEndian.getInt(source, from + i * Integer.BYTES);
        LittleEndian.putInt(panel, to + i * step, unit);
      }
    }
  }

  private static void separate(
      byte[] panel, int at, int row, int size, int count, byte[] target, int to) {
    int from = at + row * size;
    for (int i = 0; i < count; i++) {
      System.arraycopy(panel, from + i * ROWS * size, target, to + i * size, size);
    }
  }

  /** The scales and minima of a row are units of 2 bytes; its quants, of 4, behind all scales. */
  private static void interleaveBlocks(
      DataType type, byte[] source, int from, int columns, byte[] panel, int at, int row) {
    int blockBytes = (int) type.rowBytes(BLOCK);
    int halves = halves(type);
    int quantBytes = blockBytes - halves * SCALE_BYTES;
    int quants = at + scaleBytes(type, columns);
    for (int block = 0; block < columns / BLOCK; block++) {
      int start = from + block * blockBytes;
      int scales = at + block * ROWS * halves * SCALE_BYTES;
      interleave(source, start, SCALE_BYTES, halves, panel, scales, row);
      interleave(
          source,
          start + halves * SCALE_BYTES,
          GROUP,
          quantBytes / GROUP,
          panel,
          quants + block * ROWS * quantBytes,
          row);
    }
  }

  private static void separateBlocks(
      DataType type, byte[] panel, int row, int columns, byte[] target, int to) {
    int blockBytes = (int) type.rowBytes(BLOCK);
    int halves = halves(type);
    int quantBytes = blockBytes - halves * SCALE_BYTES;
    int quants = scaleBytes(type, columns);
    for (int block = 0; block < columns / BLOCK; block++) {
      int start = to + block * blockBytes;
      int scales = block * ROWS * halves * SCALE_BYTES;
      separate(panel, scales, row, SCALE_BYTES, halves, target, start);
      separate(
          panel,
          quants + block * ROWS * quantBytes,
          row,
          GROUP,
          quantBytes / GROUP,
          target,
          start + halves * SCALE_BYTES);
    }
  }
}
