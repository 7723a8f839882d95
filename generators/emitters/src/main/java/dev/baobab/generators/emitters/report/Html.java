// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.report;

import java.util.Locale;

/** Writes HTML. Texts are escaped unless they are markup of this package. */
final class Html {
  private static final int KIB = 1024;

  private final StringBuilder out = new StringBuilder();

  /** Markup, as it is. */
  Html raw(String markup) {
    out.append(markup).append('\n');
    return this;
  }

  /** An element of a class with a text. */
  Html element(String name, String cssClass, String text) {
    return raw(inline(name, cssClass, text));
  }

  /** A row of a table; the cells are markup. */
  Html row(String... cells) {
    out.append("<tr>");
    for (String cell : cells) {
      out.append("<td>").append(cell).append("</td>");
    }
    return raw("</tr>");
  }

  /** The start of a table of a class, with headings. */
  Html table(String cssClass, String... headings) {
    out.append("<div class=\"scroll\"><table class=\"%s\"><thead><tr>".formatted(cssClass));
    for (String heading : headings) {
      out.append("<th>").append(escape(heading)).append("</th>");
    }
    return raw("</tr></thead><tbody>");
  }

  Html endTable() {
    return raw("</tbody></table></div>");
  }

  static String inline(String name, String cssClass, String text) {
    String attribute = cssClass.isEmpty() ? "" : " class=\"%s\"".formatted(cssClass);
    return "<%s%s>%s</%s>".formatted(name, attribute, escape(text), name);
  }

  static String code(String text) {
    return inline("code", "", text);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A size for reading: {@code 812 B}, {@code 12.4 KiB}, {@code 3.1 MiB}. */
  static String bytes(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    double kib = (double) bytes / KIB;
    return kib < KIB
        ? String.format(Locale.ROOT, "%.1f KiB", kib)
        : String.format(Locale.ROOT, "%.1f MiB", kib / KIB);
  }

  String text() {
    return out.toString();
  }
}
