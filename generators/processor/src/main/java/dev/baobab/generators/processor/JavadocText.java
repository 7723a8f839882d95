// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import java.util.Map;

/**
 * A Javadoc comment as plain text in one paragraph: inline tags give their content, markup and
 * block tags go, white space is folded. What is kept is what the standard doclet would show.
 */
final class JavadocText {
  private static final Map<String, String> ENTITIES =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "#39", "'", "nbsp", " ");

  private final String source;
  private final StringBuilder text = new StringBuilder();

  private JavadocText(String source) {
    this.source = source;
  }

  /**
   * The text of a comment.
   *
   * @param comment as the compiler gives it, without stars; null where there is none
   * @return one paragraph; empty if the comment has no main description
   */
  static String of(String comment) {
    return comment == null ? "" : fold(render(description(comment)));
  }

  /** The comment up to its first block tag: a line that starts with {@code @}. */
  private static String description(String comment) {
    StringBuilder lines = new StringBuilder();
    for (String line : comment.split("\\R")) {
      if (line.strip().startsWith("@")) {
        break;
      }
      lines.append(line).append('\n');
    }
    return lines.toString();
  }

  private static String fold(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String render(String source) {
    JavadocText javadoc = new JavadocText(source);
    for (int at = 0; at < source.length(); ) {
      at = javadoc.next(at);
    }
    return javadoc.text.toString();
  }

  /** Renders what starts at a place, and gives the place after it. */
  private int next(int at) {
    if (source.startsWith("{@", at)) {
      int end = closingBrace(at);
      text.append(inlineTag(source.substring(at + 2, end).strip()));
      return Math.min(end + 1, source.length());
    }
    char first = source.charAt(at);
    if (first == '<' && isMarkup(at)) {
      String close = source.startsWith("<!--", at) ? "-->" : ">";
      int end = source.indexOf(close, at);
      text.append(isBlock(at) ? " " : "");
      return end < 0 ? source.length() : end + close.length();
    }
    if (first == '&') {
      int end = source.indexOf(';', at);
      String character = end < 0 ? null : ENTITIES.get(source.substring(at + 1, end));
      if (character != null) {
        text.append(character);
        return end + 1;
      }
    }
    text.append(first);
    return at + 1;
  }

  private static String inlineTag(String tag) {
    String[] parts = tag.split("\\s+", 2);
    String content = parts.length == 2 ? parts[1] : "";
    return switch (parts[0]) {
      case "code", "literal" -> content;
      case "link", "linkplain" -> linkText(content);
      case "return" -> "Returns " + render(content) + ".";
      case "inheritDoc" -> "";
      default -> render(content);
    };
  }

  /** A link's label or, without one, what it refers to: {@code Heap#size()} is Heap.size(). */
  private static String linkText(String content) {
    int depth = 0;
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0 && Character.isWhitespace(c)) {
        return render(content.substring(i));
      }
    }
    String reference = content.startsWith("#") ? content.substring(1) : content;
    return reference.replace('#', '.');
  }

  private boolean isMarkup(int at) {
    if (at + 1 == source.length()) {
      return false;
    }
    char next = source.charAt(at + 1);
    return Character.isLetter(next) || next == '/' || next == '!';
  }

  /** Whether a tag separates words; {@code <b>} and the like stand inside them. */
  private boolean isBlock(int at) {
    return source
        .substring(at)
        .matches("(?is)</?(p|br|ul|ol|li|pre|h[1-6]|div|table|t[rdh]|dl|dt|dd)\\b.*");
  }

  /** The brace that closes the inline tag at a place; the end, if none does. */
  private int closingBrace(int at) {
    int depth = 0;
    for (int i = at; i < source.length(); i++) {
      depth += source.charAt(i) == '{' ? 1 : source.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return source.length();
  }
}
