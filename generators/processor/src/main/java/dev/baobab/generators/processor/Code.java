// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import com.palantir.javapoet.CodeBlock;
import dev.baobab.dsl.module.OptionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Expressions and comments of the generated Java, broken into lines that a person can read. */
final class Code {
  private static final int LINE = 80;

  private Code() {}

  /** A string; a long one as a sum of pieces, one a line. */
  static CodeBlock string(String text) {
    return CodeBlock.join(
        wrap(text).stream().map(line -> CodeBlock.of("$S", line)).toList(), "\n+ ");
  }

  /** {@code List.of("a", "b")} or {@code Set.of("a", "b")}. */
  static CodeBlock strings(Class<?> collection, List<String> items) {
    return of(collection, items.stream().map(item -> CodeBlock.of("$S", item)).toList());
  }

  /** {@code List.of(a, b)} or {@code Set.of(a, b)}. */
  static CodeBlock of(Class<?> collection, List<CodeBlock> items) {
    return CodeBlock.of("$T.of($L)", collection, CodeBlock.join(items, ", "));
  }

  /** {@code Optional.of(1.0)} or {@code Optional.empty()}. */
  static CodeBlock optional(Optional<Double> value) {
    return value
        .map(number -> CodeBlock.of("$T.of($L)", Optional.class, number))
        .orElseGet(() -> CodeBlock.of("$T.empty()", Optional.class));
  }

  /** An option's default as the object that the descriptor holds. */
  static CodeBlock literal(Object value) {
    if (value instanceof String text) {
      return string(text);
    }
    return value instanceof Long ? CodeBlock.of("$LL", value) : CodeBlock.of("$L", value);
  }

  /** {@code new T(...)} with one argument a line. */
  static CodeBlock construct(Class<?> type, List<CodeBlock> arguments) {
    return CodeBlock.builder()
        .add("new $T(\n$>$>", type)
        .add(CodeBlock.join(arguments, ",\n"))
        .add(")$<$<")
        .build();
  }

  /** Javadoc of an option's setter: what it does, then the range, the unit and the default. */
  static CodeBlock javadoc(OptionModel option) {
    List<String> lines = new ArrayList<>(wrap(html(option.doc())));
    lines.add("");
    lines.addAll(wrap("@param " + option.method() + " " + html(facts(option))));
    return javadoc(lines);
  }

  /** Javadoc of a paragraph of plain text. */
  static CodeBlock javadoc(String text) {
    return javadoc(wrap(html(text)));
  }

  private static CodeBlock javadoc(List<String> lines) {
    return CodeBlock.of(
        "$L\n", lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n")));
  }

  private static String facts(OptionModel option) {
    List<String> facts = new ArrayList<>();
    facts.add(
        switch (option.type()) {
          case BOOLEAN -> "";
          case INTEGER, NUMBER -> Ranges.of(option.declaredRange());
          case TEXT -> "a text of at most " + option.maxLength() + " bytes of UTF-8";
          case CHOICE -> "one of " + String.join(", ", option.choices());
        });
    facts.add(option.unit().isEmpty() ? "" : "in " + option.unit());
    String shown = option.defaultValue().toString();
    facts.add("default " + (option.type() == OptionType.TEXT ? '"' + shown + '"' : shown));
    facts.removeIf(String::isEmpty);
    return String.join("; ", facts);
  }

  /** A text in Javadoc: no tags, no end of the comment, no Unicode escapes. */
  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;")
        .replace("\\", "&#92;")
        .replace("*/", "*&#47;");
  }

  /** Breaks a text after spaces; the pieces together are the text. */
  private static List<String> wrap(String text) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > LINE) {
      int space = rest.lastIndexOf(' ', LINE - 1);
      if (space < 0) {
        space = rest.indexOf(' ', LINE);
      }
      if (space < 0 || space == rest.length() - 1) {
        break;
      }
      lines.add(rest.substring(0, space + 1));
      rest = rest.substring(space + 1);
    }
    lines.add(rest);
    return lines;
  }
}
