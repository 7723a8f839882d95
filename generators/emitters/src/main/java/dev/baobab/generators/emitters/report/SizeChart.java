// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.report;

import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.resolver.PlannedModule;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Draws a bar of bytes for each module, the heaviest first. */
final class SizeChart {
  private static final int WIDTH = 860;
  private static final int ROW = 26;
  private static final int LABEL = 190;
  private static final int BAR = 540;

  private SizeChart() {}

  static String draw(Plan plan, BuildFacts facts) {
    List<String> modules =
        plan.modules().stream()
            .map(PlannedModule::id)
            .sorted(Comparator.comparing((String id) -> -facts.of(id).inFile()))
            .toList();
    long greatest = Math.max(1, facts.of(modules.get(0)).inFile());
    Html out = new Html();
    out.raw(
        "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Bytes by module\">"
            .formatted(WIDTH, modules.size() * ROW));
    for (int i = 0; i < modules.size(); i++) {
      row(out, i * ROW, modules.get(i), facts.of(modules.get(i)), (double) BAR / greatest);
    }
    return out.raw("</svg>").text();
  }

  private static void row(Html out, int top, String module, ModuleSize size, double scale) {
    double code = size.code() * scale;
    double data = size.data() * scale;
    out.raw(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
            .formatted(LABEL - 12, top + 17, Html.escape(module)));
    bar(out, "code", LABEL, top, code, "%s: %d bytes of code".formatted(module, size.code()));
    bar(
        out,
        "data",
        LABEL + code,
        top,
        data,
        "%s: %d bytes of data".formatted(module, size.data()));
    out.raw(
        "<text class=\"value\" x=\"%s\" y=\"%d\">%s</text>"
            .formatted(number(LABEL + code + data + 8), top + 17, Html.bytes(size.inFile())));
  }

  private static void bar(
      Html out, String kind, double x, int top, double width, String explanation) {
    if (width > 0) {
      out.raw(
          "<rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"16\"><title>%s</title></rect>"
              .formatted(kind, number(x), top + 4, number(width), Html.escape(explanation)));
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
