// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results as a table in Markdown, its columns aligned for people. */
final class Table {
  private static final List<String> HEAD =
      List.of(
          "shape",
          "type",
          "cores",
          "depth",
          "engine",
          "prompt tok/s",
          "decode tok/s",
          "prompt ratio",
          "decode ratio",
          "GB/s read",
          "of reading",
          "peak MiB");

  /** The first columns hold names, the rest numbers. */
  private static final int NAMES = 5;

  private static final double GIGA = 1e9;
  private static final double MIB = 1 << 20;

  private Table() {}

  /** Ratios are to llama.cpp, "of reading" is decoding's share of what a plain loop reads. */
  static String of(Results results) {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    results.figures().forEach(figures -> rows.add(row(results, figures)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    List<String> lines = new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
    lines.add(1, rule(widths));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> row(Results results, Figures figures) {
    Case what = figures.what();
    double promptRatio =
        results.reference(figures).map(r -> figures.ratio(r, Sample::prompt)).orElse(Double.NaN);
    double decodeRatio =
        results.reference(figures).map(r -> figures.ratio(r, Sample::decode)).orElse(Double.NaN);
    return List.of(
        what.shape().label(),
        what.type().name(),
        Integer.toString(what.cores()),
        Integer.toString(what.depth()),
        figures.engine(),
        number("%.0f", figures.prompt()),
        number(figures.decode() < 100 ? "%.1f" : "%.0f", figures.decode()),
        number("%.2f", promptRatio),
        number("%.2f", decodeRatio),
        number("%.1f", figures.readBandwidth() / GIGA),
        number("%.0f%%", 100 * figures.shareOfReading()),
        number("%.0f", figures.peakBytes() / MIB));
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }

  private static String line(List<String> row, int[] widths) {
    List<String> cells = new ArrayList<>();
    for (int column = 0; column < widths.length; column++) {
      String blanks = " ".repeat(widths[column] - row.get(column).length());
      cells.add(column < NAMES ? row.get(column) + blanks : blanks + row.get(column));
    }
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String rule(int[] widths) {
    List<String> cells = new ArrayList<>();
    for (int column = 0; column < widths.length; column++) {
      String dashes = "-".repeat(widths[column] - (column < NAMES ? 0 : 1));
      cells.add(column < NAMES ? dashes : dashes + ":");
    }
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }
}
