// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

/**
 * Where heights of an outline come to lie in a cell. The base line, the tops of small letters and
 * the tops of capitals lie on edges of pixels, so that small text is sharp; in between the outline
 * is stretched. Round letters reach a little beyond these lines: that little is taken away.
 */
final class VerticalFit {
  private final double[] from;
  private final double[] to;

  /**
   * @param outlines the font
   * @param cellHeight pixels of a line
   */
  VerticalFit(Outlines outlines, int cellHeight) {
    double scale = (double) cellHeight / (outlines.ascent() + outlines.descent());
    double small = outlines.height('x');
    double capital = outlines.height('H');
    double overshoot = outlines.advance() / 40.0;
    double smallPixels = Math.rint(small * scale);
    double capitalPixels = Math.max(smallPixels + 2, Math.rint(capital * scale));
    double base = Math.rint(outlines.descent() * scale);
    from =
        new double[] {
          -outlines.descent(),
          -overshoot,
          0,
          small,
          small + overshoot,
          capital,
          capital + overshoot,
          outlines.ascent()
        };
    to =
        new double[] {
          0,
          base,
          base,
          base + smallPixels,
          base + smallPixels,
          base + capitalPixels,
          base + capitalPixels,
          cellHeight
        };
  }

  /** Pixels above the cell's bottom for a height above the base line in the font's units. */
  double apply(double y) {
    int i = 1;
    while (i < from.length - 1 && y > from[i]) {
      i++;
    }
    double part = (y - from[i - 1]) / (from[i] - from[i - 1]);
    return to[i - 1] + part * (to[i] - to[i - 1]);
  }
}
