// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long a token takes, by the length of the context before it: a line an engine and case. */
final class Curve {
  private static final int WIDTH = 980;
  private static final int HEIGHT = 460;
  private static final int LEFT = 60;
  private static final int RIGHT = 190;
  private static final int TOP = 60;
  private static final int BOTTOM = 50;
  private static final double MILLIS = 1000;

  private final Results results;
  private final Svg svg = new Svg();
  private final double deepest;
  private final double slowest;

  private Curve(Results results) {
    this.results = results;
    this.deepest =
        Math.max(1, results.figures().stream().mapToInt(f -> f.what().depth()).max().orElseThrow());
    this.slowest = results.figures().stream().mapToDouble(Curve::millis).max().orElseThrow();
  }

  static String of(Results results) {
    return new Curve(results).draw();
  }

  private static double millis(Figures figures) {
    return MILLIS / figures.decode();
  }

  private String draw() {
    svg.text(20, 26, Svg.Anchor.START, "title", "Milliseconds a token, less is better");
    svg.text(WIDTH - 20, 26, Svg.Anchor.END, "small", results.machine().processor());
    double step = Plot.step(slowest);
    for (double value = 0; value <= slowest; value += step) {
      svg.line(LEFT, y(value), WIDTH - RIGHT, y(value), value == 0 ? "axis" : "grid");
      svg.text(LEFT - 8, y(value) + 4, Svg.Anchor.END, "small", label(value));
    }
    results.figures().stream()
        .map(figures -> figures.what().depth())
        .distinct()
        .forEach(
            depth ->
                svg.text(
                    x(depth), HEIGHT - BOTTOM + 18, Svg.Anchor.MIDDLE, "small", depth.toString()));
    double middle = (LEFT + WIDTH - RIGHT) / 2.0;
    svg.text(middle, HEIGHT - 12, Svg.Anchor.MIDDLE, "", "tokens in the context");
    lines();
    return svg.file(WIDTH, HEIGHT);
  }

  private void lines() {
    List<String> engines = results.figures().stream().map(Figures::engine).distinct().toList();
    List<String> names = results.figures().stream().map(Curve::name).distinct().toList();
    for (String name : names) {
      List<Figures> line =
          results.figures().stream().filter(figures -> name(figures).equals(name)).toList();
      List<Double> points = new ArrayList<>();
      for (Figures figures : line) {
        points.add(x(figures.what().depth()));
        points.add(y(millis(figures)));
      }
      Figures last = line.get(line.size() - 1);
      String colour = Plot.colour(engines.indexOf(last.engine()));
      svg.polyline(points, colour, last.what().cores() > 1);
      svg.text(x(last.what().depth()) + 8, y(millis(last)) + 4, Svg.Anchor.START, "small", name);
    }
  }

  /** What is the same all along a line. */
  private static String name(Figures figures) {
    Case what = figures.what();
    return "%s %s %s, %d %s"
        .formatted(
            figures.engine(),
            what.shape().label(),
            what.type(),
            what.cores(),
            what.cores() == 1 ? "core" : "cores");
  }

  private double x(int depth) {
    return LEFT + (WIDTH - LEFT - RIGHT) * depth / deepest;
  }

  private double y(double millis) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * millis / slowest;
  }

  private static String label(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.1f", value);
  }
}
