// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A picture in SVG, element by element. */
final class Svg {
  private static final String STYLE =
      """
      <style>
        text { font: 12px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #333; }
        .title { font-size: 16px; font-weight: 600; fill: #111; }
        .panel { font-size: 13px; font-weight: 600; }
        .small { font-size: 10.5px; fill: #555; }
        .grid { stroke: #e4e4e4; }
        .axis { stroke: #999; }
      </style>
      """;

  private final StringBuilder elements = new StringBuilder();

  /** Where a text stands at its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  void rectangle(double x, double y, double width, double height, String fill) {
    add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" rx=\"1.5\"/>",
        x, y, width, height, fill);
  }

  void line(double x1, double y1, double x2, double y2, String style) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>",
        x1, y1, x2, y2, style);
  }

  /** A line through points, x and y in turn. */
  void polyline(List<Double> points, String stroke, boolean dashed) {
    String places =
        points.stream()
            .map(place -> String.format(Locale.ROOT, "%.1f", place))
            .collect(Collectors.joining(" "));
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>",
        places, stroke, dashed ? " stroke-dasharray=\"5 4\"" : "");
  }

  void text(double x, double y, Anchor anchor, String style, String text) {
    add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>",
        x, y, anchor.name().toLowerCase(Locale.ROOT), style, escape(text));
  }

  private void add(String format, Object... arguments) {
    elements.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  /** The whole file, on white. */
  String file(int width, int height) {
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">
        %s<rect width="100%%" height="100%%" fill="#fff"/>
        %s</svg>
        """
        .formatted(width, height, width, height, STYLE, elements);
  }
}
