// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The layout, by the words of bb_weights.h: an index of each byte, not the packer's loops. */
class PanelsTest {
  private static final int COLUMNS = 96;

  @ParameterizedTest
  @EnumSource
  void everyByteIsWhereTheHeaderSays(DataType type) {
    for (int rows : new int[] {1, 5, 16}) {
      byte[][] source = new byte[rows][];
      Random random = new Random(rows);
      int rowBytes = (int) type.rowBytes(COLUMNS);
      byte[] adjacent = new byte[7 + rows * rowBytes];
      for (int row = 0; row < rows; row++) {
        source[row] = new byte[rowBytes];
        random.nextBytes(source[row]);
        System.arraycopy(source[row], 0, adjacent, 7 + row * rowBytes, rowBytes);
      }
      byte[] panel = new byte[64 + Panels.bytes(type, COLUMNS)];

      Panels.pack(type, adjacent, 7, rowBytes, rows, COLUMNS, panel, 64);

      byte[] expected = new byte[panel.length];
      for (int row = 0; row < rows; row++) {
        place(type, source[row], row, expected);
      }
      assertThat(panel).isEqualTo(expected);
    }
  }

  private static void place(DataType type, byte[] row, int r, byte[] panel) {
    int blocks = COLUMNS / 32;
    int scaleBytes = (blocks * 16 * 2 + 63) / 64 * 64;
    for (int c = 0; c < COLUMNS; c++) {
      int block = c / 32;
      int inBlock = c % 32;
      switch (type) {
        case F32 -> copy(row, c * 4, 4, panel, (c * 16 + r) * 4);
        case F16, BF16 -> copy(row, c * 2, 2, panel, (c * 16 + r) * 2);
        case Q8_0 -> {
          copy(row, block * 34, 2, panel, (block * 16 + r) * 2);
          int to = scaleBytes + ((block * 8 + inBlock / 4) * 16 + r) * 4 + inBlock % 4;
          copy(row, block * 34 + 2 + inBlock, 1, panel, to);
        }
        case Q4_0 -> {
          copy(row, block * 18, 2, panel, (block * 16 + r) * 2);
          // Columns 4g + i and 16 + 4g + i share byte i of group g.
          int inHalf = inBlock % 16;
          int to = scaleBytes + ((block * 4 + inHalf / 4) * 16 + r) * 4 + inHalf % 4;
          copy(row, block * 18 + 2 + inHalf, 1, panel, to);
        }
        case Q4_1 -> {
          copy(row, block * 20, 2, panel, (block * 2 * 16 + r) * 2);
          copy(row, block * 20 + 2, 2, panel, ((block * 2 + 1) * 16 + r) * 2);
          int inHalf = inBlock % 16;
          int to = blocks * 64 + ((block * 4 + inHalf / 4) * 16 + r) * 4 + inHalf % 4;
          copy(row, block * 20 + 4 + inHalf, 1, panel, to);
        }
      }
    }
  }

  private static void copy(byte[] from, int at, int length, byte[] panel, int to) {
    System.arraycopy(from, at, panel, 64 + to, length);
  }

  @ParameterizedTest
  @EnumSource
  void rowsComeBack(DataType type) {
    int rowBytes = (int) type.rowBytes(COLUMNS);
    byte[] source = new byte[16 * rowBytes];
    new Random(3).nextBytes(source);
    byte[] panel = new byte[Panels.bytes(type, COLUMNS)];
    Panels.pack(type, source, 0, rowBytes, 16, COLUMNS, panel, 0);

    byte[] back = new byte[source.length];
    for (int row = 0; row < 16; row++) {
      Panels.unpackRow(type, panel, row, COLUMNS, back, row * rowBytes);
    }

    assertThat(back).isEqualTo(source);
  }
}
