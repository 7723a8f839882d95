// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * A screenshot, read: each cell's pixels are looked up among the font's glyphs, in each of the
 * palette's styles. What is no glyph (the title, a bar) is read as U+FFFC.
 */
final class ScreenPicture {
  /** A cell: its character, and its style by the name that {@code palette.c} has for it. */
  private record Cell(int character, String style) {}

  private final BufferedImage image;
  private final Palette palette;
  private final int cellWidth;
  private final Map<String, Integer> glyphs = new HashMap<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  private ScreenPicture(BufferedImage image, Palette palette, int cellWidth) {
    this.image = image;
    this.palette = palette;
    this.cellWidth = cellWidth;
  }

  /** Reads a picture whose cells are so wide and twice as high. */
  static ScreenPicture read(Path png, int cellWidth) throws IOException {
    ScreenPicture picture =
        new ScreenPicture(ImageIO.read(png.toFile()), Palette.read(), cellWidth);
    picture.learn();
    picture.readRows();
    return picture;
  }

  int width() {
    return image.getWidth();
  }

  int height() {
    return image.getHeight();
  }

  /** The text of each row of the page, blanks at the end left out; the last is the status line. */
  List<String> lines() {
    return rows.stream().map(ScreenPicture::text).toList();
  }

  String statusLine() {
    return lines().get(rows.size() - 1);
  }

  /** All text of one style, rows joined by blanks. */
  String text(String style) {
    return rows.stream()
        .map(row -> row.stream().filter(cell -> cell.style().equals(style)).toList())
        .filter(row -> !row.isEmpty())
        .map(ScreenPicture::text)
        .collect(Collectors.joining(" "));
  }

  /** How many pixels have a colour. */
  long pixels(int colour) {
    return Arrays.stream(image.getRGB(0, 0, width(), height(), null, 0, width()))
        .filter(pixel -> (pixel & 0xffffff) == colour)
        .count();
  }

  private void learn() {
    Face face = new Face(Outlines.regular(), cellWidth, 2 * cellWidth);
    for (int character : Characters.wanted()) {
      Optional<int[]> levels = face.draw(character);
      levels.ifPresent(drawn -> glyphs.putIfAbsent(Arrays.toString(drawn), character));
    }
    glyphs.put(Arrays.toString(face.fallback()), 0xfffd);
  }

  /** The same arithmetic as {@code painter.c}. */
  private void readRows() {
    int cellHeight = 2 * cellWidth;
    int columns = width() / cellWidth - 2;
    int statusHeight = cellHeight * 5 / 4;
    int textHeight = height() - statusHeight;
    int count = textHeight / cellHeight;
    int left = (width() - columns * cellWidth) / 2;
    int top = (textHeight - count * cellHeight) / 2;
    for (int row = 0; row < count; row++) {
      rows.add(readRow(left, top + row * cellHeight, columns));
    }
    rows.add(readRow(left, height() - (statusHeight + cellHeight) / 2, columns));
  }

  private List<Cell> readRow(int left, int y, int columns) {
    List<Cell> cells = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      cells.add(readCell(left + column * cellWidth, y));
    }
    return cells;
  }

  private Cell readCell(int x, int y) {
    int[] pixels = image.getRGB(x, y, cellWidth, 2 * cellWidth, null, 0, cellWidth);
    for (Map.Entry<String, Map<Integer, Integer>> style : palette.levels().entrySet()) {
      int[] levels =
          Arrays.stream(pixels).map(p -> style.getValue().getOrDefault(p & 0xffffff, -1)).toArray();
      Integer character = glyphs.get(Arrays.toString(levels));
      if (character != null) {
        // What is of one colour could be of several styles: blanks, and the cursor's block.
        boolean even = character == ' ' || character == '█';
        return new Cell(character, even ? "" : style.getKey());
      }
    }
    return new Cell(0xfffc, "");
  }

  private static String text(List<Cell> cells) {
    StringBuilder text = new StringBuilder();
    cells.forEach(cell -> text.appendCodePoint(cell.character()));
    return text.toString().stripTrailing();
  }
}
