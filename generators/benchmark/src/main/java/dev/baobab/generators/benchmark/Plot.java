// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The results as a picture: a row of panels a shape, one for decoding and one for prompts; in each
 * a group of bars for a type and a number of cores, with a bar for each engine.
 */
final class Plot {
  private static final int WIDTH = 980;
  private static final int HEAD = 66;
  private static final int ROW = 200;
  private static final int LEFT = 20;
  private static final int PANEL = WIDTH - 2 * LEFT;

  /** Above and below the bars. */
  private static final int TOP = 34;

  private static final int BOTTOM = 44;
  private static final int KEY_WIDTH = 110;
  private static final double SHARE_OF_BARS = 0.78;

  /** An engine's bars have the colour of its place. */
  private static final List<String> COLOURS =
      List.of("#3a7d44", "#b9b2a6", "#d9822b", "#6b8fb5", "#8d6a9f");

  private final Results results;
  private final Svg svg = new Svg();
  private final List<String> engines;

  private Plot(Results results) {
    this.results = results;
    this.engines = results.figures().stream().map(Figures::engine).distinct().toList();
  }

  static String of(Results results) {
    return new Plot(results).draw();
  }

  private String draw() {
    List<Shape> shapes =
        results.figures().stream().map(figures -> figures.what().shape()).distinct().toList();
    svg.text(LEFT, 26, Svg.Anchor.START, "title", "Tokens a second, more is better");
    svg.text(WIDTH - LEFT, 26, Svg.Anchor.END, "small", results.machine().processor());
    for (int i = 0; i < engines.size(); i++) {
      int x = LEFT + i * KEY_WIDTH;
      svg.rectangle(x, 40, 12, 12, colour(i));
      svg.text(x + 18, 50, Svg.Anchor.START, "", engines.get(i));
    }
    int y = HEAD;
    for (Shape shape : shapes) {
      panel(y, shape, "decoding", Figures::decode);
      panel(y + ROW, shape, "prompt", Figures::prompt);
      y += 2 * ROW;
    }
    return svg.file(WIDTH, y);
  }

  /** The colour of an engine, by its place among those that were measured. */
  static String colour(int engine) {
    return COLOURS.get(engine % COLOURS.size());
  }

  private void panel(double y, Shape shape, String name, ToDoubleFunction<Figures> figure) {
    List<Figures> bars =
        results.figures().stream()
            .filter(figures -> figures.what().shape() == shape)
            .filter(figures -> !Double.isNaN(figure.applyAsDouble(figures)))
            .toList();
    svg.text(LEFT, y + 18, Svg.Anchor.START, "panel", shape.label() + ", " + name);
    if (bars.isEmpty()) {
      return;
    }
    double greatest = bars.stream().mapToDouble(figure).max().orElseThrow();
    double floor = y + ROW - BOTTOM;
    double height = ROW - TOP - BOTTOM - 12;
    grid(floor, height, greatest);
    List<Case> cases = bars.stream().map(Figures::what).distinct().toList();
    double groupWidth = (double) PANEL / cases.size();
    for (int group = 0; group < cases.size(); group++) {
      Case what = cases.get(group);
      double left = LEFT + group * groupWidth;
      double middle = left + groupWidth / 2;
      svg.text(middle, floor + 15, Svg.Anchor.MIDDLE, "", what.type().name());
      svg.text(middle, floor + 29, Svg.Anchor.MIDDLE, "small", below(what));
      List<Figures> own = bars.stream().filter(bar -> bar.what().equals(what)).toList();
      double barWidth = groupWidth * SHARE_OF_BARS / own.size();
      double at = left + groupWidth * (1 - SHARE_OF_BARS) / 2;
      for (Figures bar : own) {
        double value = figure.applyAsDouble(bar);
        double top = height * value / greatest;
        svg.rectangle(at, floor - top, barWidth - 1, top, colour(engines.indexOf(bar.engine())));
        svg.text(
            at + (barWidth - 1) / 2, floor - top - 4, Svg.Anchor.MIDDLE, "small", label(value));
        at += barWidth;
      }
    }
    svg.line(LEFT, floor, LEFT + PANEL, floor, "axis");
  }

  private static String below(Case what) {
    String cores = what.cores() + (what.cores() == 1 ? " core" : " cores");
    return what.depth() == 0 ? cores : cores + ", at " + what.depth();
  }

  private void grid(double floor, double height, double greatest) {
    double step = step(greatest);
    for (double value = step; value <= greatest; value += step) {
      double y = floor - height * value / greatest;
      svg.line(LEFT, y, LEFT + PANEL, y, "grid");
    }
  }

  /** A round distance, so that there are two to five lines. */
  static double step(double greatest) {
    double power = Math.pow(10, Math.floor(Math.log10(greatest)));
    double digits = greatest / power;
    return digits < 2 ? power / 2 : digits < 5 ? power : 2 * power;
  }

  private static String label(double value) {
    String format = value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
