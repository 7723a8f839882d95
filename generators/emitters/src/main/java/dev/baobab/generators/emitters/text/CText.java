// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.text;

import dev.baobab.dsl.source.CWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Spelling of C as clang-format leaves it with the repository's style: 100 columns, 4 blanks. */
public final class CText {
  /** Columns of a line. */
  public static final int COLUMNS = 100;

  private CText() {}

  /** A name of a module, option or contribution as part of a C name: {@code top-p} to top_p. */
  public static String name(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }

  /** A name as part of a C constant: {@code top-p} to TOP_P. */
  public static String constant(String text) {
    return name(text).toUpperCase(Locale.ROOT);
  }

  /** A 64-bit constant. The least value cannot be written as a negated literal. */
  public static String integer(long value) {
    return value == Long.MIN_VALUE ? "INT64_MIN" : "INT64_C(%d)".formatted(value);
  }

  /** A constant of type double, in the fewest digits that tell it from its neighbours. */
  public static String real(double value) {
    return Double.toString(value).replace('E', 'e');
  }

  /** Writes a comment of any length at a column. */
  public static void comment(CWriter out, int column, String text) {
    String safe = text.replace("*/", "* /").replaceAll("\\s+", " ").strip();
    if (column + safe.length() + "/*  */".length() <= COLUMNS) {
      out.line("/* %s */", safe);
      return;
    }
    out.line("/*");
    for (String line : wrapped(safe, COLUMNS - column - " * ".length())) {
      out.line(" * %s", line);
    }
    out.line(" */");
  }

  /** Writes {@code .field = "text",} at a column; a long text becomes adjacent literals. */
  public static void field(CWriter out, int column, String field, String text) {
    String start = ".%s = ".formatted(field);
    List<String> here = pieces(text, COLUMNS - column - start.length());
    if (here.size() == 1) {
      out.line("%s%s,", start, here.get(0));
      return;
    }
    List<String> below = pieces(text, COLUMNS - column - 4);
    if (below.size() < here.size()) {
      out.line(start.stripTrailing());
      write(out, "    ", "    ", below);
    } else {
      write(out, start, " ".repeat(start.length()), here);
    }
  }

  private static void write(CWriter out, String first, String others, List<String> pieces) {
    for (int i = 0; i < pieces.size(); i++) {
      out.line("%s%s%s", i == 0 ? first : others, pieces.get(i), i == pieces.size() - 1 ? "," : "");
    }
  }

  /** The text as literals of at most so many columns; the last leaves room for a comma. */
  private static List<String> pieces(String text, int width) {
    List<String> pieces = new ArrayList<>();
    String rest = text;
    while (CWriter.literal(rest).length() + 1 > width) {
      int end = lastBlankThatFits(rest, width);
      if (end < 0) {
        break;
      }
      pieces.add(CWriter.literal(rest.substring(0, end)));
      rest = rest.substring(end);
    }
    pieces.add(CWriter.literal(rest));
    return pieces;
  }

  private static int lastBlankThatFits(String text, int width) {
    int best = -1;
    for (int i = text.indexOf(' '); i >= 0 && i + 1 < text.length(); i = text.indexOf(' ', i + 1)) {
      if (CWriter.literal(text.substring(0, i + 1)).length() > width) {
        break;
      }
      best = i + 1;
    }
    return best;
  }

  /** A text in lines of at most so many columns, broken at blanks. */
  public static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
