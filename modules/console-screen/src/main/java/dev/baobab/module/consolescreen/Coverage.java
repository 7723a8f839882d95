// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Fills outlines: how much of each pixel is inside, by the non-zero winding rule. Each pixel row is
 * cut by {@value #SCANLINES} lines; along them the coverage is exact. It uses nothing but
 * arithmetic, so that it gives the same pixels on every machine.
 */
final class Coverage {
  private static final int SCANLINES = 16;
  private static final double FLATNESS = 0.02;

  private final int width;
  private final double[] covered;

  private Coverage(int width, int height) {
    this.width = width;
    covered = new double[width * height];
  }

  /**
   * The levels of a picture's pixels, row by row, from 0 (outside) to {@code levels} (inside).
   *
   * @param outline in pixels, with y downwards
   */
  static int[] of(Shape outline, int width, int height, int levels) {
    Coverage coverage = new Coverage(width, height);
    List<List<Crossing>> lines = crossings(edges(outline), height * SCANLINES);
    for (int line = 0; line < lines.size(); line++) {
      coverage.scan(lines.get(line), line / SCANLINES);
    }
    int[] out = new int[width * height];
    for (int i = 0; i < out.length; i++) {
      out[i] = (int) Math.round(Math.min(1, coverage.covered[i] / SCANLINES) * levels);
    }
    return out;
  }

  /** A straight piece of an outline that is not level; {@code winding} is +1 downwards. */
  private record Edge(double top, double bottom, double x, double slope, int winding) {
    static Edge between(double x0, double y0, double x1, double y1) {
      double slope = (x1 - x0) / (y1 - y0);
      return y0 < y1 ? new Edge(y0, y1, x0, slope, 1) : new Edge(y1, y0, x1, slope, -1);
    }
  }

  private record Crossing(double x, int winding) {}

  private static List<Edge> edges(Shape outline) {
    List<Edge> edges = new ArrayList<>();
    double[] point = new double[6];
    double x = 0;
    double y = 0;
    double startX = 0;
    double startY = 0;
    PathIterator path = outline.getPathIterator(new AffineTransform(), FLATNESS);
    for (; !path.isDone(); path.next()) {
      int kind = path.currentSegment(point);
      double toX = kind == PathIterator.SEG_CLOSE ? startX : point[0];
      double toY = kind == PathIterator.SEG_CLOSE ? startY : point[1];
      if (kind == PathIterator.SEG_MOVETO) {
        startX = toX;
        startY = toY;
      } else if (y != toY) {
        edges.add(Edge.between(x, y, toX, toY));
      }
      x = toX;
      y = toY;
    }
    return edges;
  }

  /** Where the edges cross each line: an edge is asked only for the lines that it spans. */
  private static List<List<Crossing>> crossings(List<Edge> edges, int count) {
    List<List<Crossing>> lines = new ArrayList<>();
    for (int line = 0; line < count; line++) {
      lines.add(new ArrayList<>());
    }
    for (Edge edge : edges) {
      int first = Math.max(0, (int) Math.floor(edge.top() * SCANLINES - 1));
      for (int line = first; line < count && y(line) < edge.bottom(); line++) {
        if (edge.top() <= y(line)) {
          double x = edge.x() + (y(line) - edge.top()) * edge.slope();
          lines.get(line).add(new Crossing(x, edge.winding()));
        }
      }
    }
    return lines;
  }

  /** A line's place: in the middle of the strip that it stands for. */
  private static double y(int line) {
    return (line + 0.5) / SCANLINES;
  }

  private void scan(List<Crossing> crossings, int row) {
    crossings.sort(Comparator.comparingDouble(Crossing::x));
    int winding = 0;
    for (int i = 0; i + 1 < crossings.size(); i++) {
      winding += crossings.get(i).winding();
      if (winding != 0) {
        cover(row, crossings.get(i).x(), crossings.get(i + 1).x());
      }
    }
  }

  private void cover(int row, double from, double to) {
    int first = Math.max(0, (int) Math.floor(from));
    int last = Math.min(width - 1, (int) Math.floor(to));
    for (int x = first; x <= last; x++) {
      double part = Math.min(to, x + 1.0) - Math.max(from, x);
      covered[row * width + x] += Math.max(0, part);
    }
  }
}
