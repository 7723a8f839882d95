// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import java.awt.Shape;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** A font at one size: pictures of characters, each in a cell of the same size. */
final class Face {
  /** The level of a pixel that is wholly inside: 4 bits tell it. */
  static final int LEVELS = 15;

  private static final int BOX_DRAWING = 0x2500;
  private static final int BLOCKS_END = 0x259f;

  private final Outlines outlines;
  private final int width;
  private final int height;
  private final VerticalFit fit;

  Face(Outlines outlines, int width, int height) {
    this.outlines = outlines;
    this.width = width;
    this.height = height;
    fit = new VerticalFit(outlines, height);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** A character's levels, row by row from the top; empty if the font does not have it. */
  Optional<int[]> draw(int character) {
    return outlines
        .of(character)
        .map(outline -> Coverage.of(place(character, outline), width, height, LEVELS));
  }

  /** What stands for characters that the font does not have: a frame. */
  int[] fallback() {
    int[] levels = new int[width * height];
    int side = Math.max(1, width / 8);
    int left = side;
    int right = width - side - 1;
    int top = height / 5;
    int bottom = height - height / 5 - 1;
    int line = Math.max(1, width / 12);
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        boolean inner =
            y >= top + line && y <= bottom - line && x >= left + line && x <= right - line;
        levels[y * width + x] = inner ? 0 : LEVELS;
      }
    }
    return levels;
  }

  /**
   * Moves an outline into the cell. What joins with its neighbours must fill the cell to its edges
   * and is not fitted to lines of letters.
   */
  private Shape place(int character, GeneralPath outline) {
    double scaleX = (double) width / outlines.advance();
    if (character >= BOX_DRAWING && character <= BLOCKS_END) {
      double scaleY = (double) height / (outlines.ascent() + outlines.descent());
      return map(outline, x -> x * scaleX, y -> height - (y + outlines.descent()) * scaleY);
    }
    return map(outline, x -> x * scaleX, y -> height - fit.apply(y));
  }

  private static Shape map(GeneralPath from, DoubleUnaryOperator mapX, DoubleUnaryOperator mapY) {
    Path2D.Double to = new Path2D.Double();
    double[] p = new double[6];
    for (PathIterator path = from.getPathIterator(null); !path.isDone(); path.next()) {
      int kind = path.currentSegment(p);
      for (int i = 0; i < p.length; i += 2) {
        p[i] = mapX.applyAsDouble(p[i]);
        p[i + 1] = mapY.applyAsDouble(p[i + 1]);
      }
      switch (kind) {
        case PathIterator.SEG_MOVETO -> to.moveTo(p[0], p[1]);
        case PathIterator.SEG_LINETO -> to.lineTo(p[0], p[1]);
        case PathIterator.SEG_QUADTO -> to.quadTo(p[0], p[1], p[2], p[3]);
        case PathIterator.SEG_CUBICTO -> to.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
        default -> to.closePath();
      }
    }
    return to;
  }
}
