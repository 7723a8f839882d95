// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Pictures, packed: of each the smallest rectangle with all that is not blank, four bits a pixel,
 * the left one in the low bits. Equal pictures share their bytes.
 */
final class GlyphPack {
  /**
   * Where a picture lies.
   *
   * @param left pixels of the cell to the left of the rectangle
   * @param top pixels of the cell above it
   * @param width its width
   * @param height its height; 0 for a blank
   * @param offset of its first byte
   */
  record Place(int left, int top, int width, int height, int offset) {}

  private final int cellWidth;
  private final int cellHeight;
  private final List<Place> places = new ArrayList<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Map<String, Integer> known = new HashMap<>();

  GlyphPack(int cellWidth, int cellHeight) {
    this.cellWidth = cellWidth;
    this.cellHeight = cellHeight;
  }

  List<Place> places() {
    return places;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** Adds a picture of the cell's size. */
  void add(int[] levels) {
    int left = cellWidth;
    int right = -1;
    int top = cellHeight;
    int bottom = -1;
    for (int i = 0; i < levels.length; i++) {
      if (levels[i] != 0) {
        left = Math.min(left, i % cellWidth);
        right = Math.max(right, i % cellWidth);
        top = Math.min(top, i / cellWidth);
        bottom = i / cellWidth;
      }
    }
    if (right < 0) {
      places.add(new Place(0, 0, 0, 0, 0));
      return;
    }
    int width = right - left + 1;
    int height = bottom - top + 1;
    places.add(new Place(left, top, width, height, store(levels, left, top, width, height)));
  }

  private int store(int[] levels, int left, int top, int width, int height) {
    byte[] packed = new byte[(width * height + 1) / 2];
    for (int i = 0; i < width * height; i++) {
      int level = levels[(top + i / width) * cellWidth + left + i % width];
      packed[i / 2] |= (byte) (level << (4 * (i % 2)));
    }
    return known.computeIfAbsent(
        HexFormat.of().formatHex(packed),
        key -> {
          int offset = bytes.size();
          bytes.writeBytes(packed);
          return offset;
        });
  }
}
