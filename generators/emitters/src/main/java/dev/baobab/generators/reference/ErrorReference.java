// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page of the error codes that a running kernel shows. */
public final class ErrorReference {
  private static final Pattern CODE = Pattern.compile("E(-[A-Z]+)+");

  /** A conversion of {@code bb_format.h}. */
  private static final Pattern CONVERSION =
      Pattern.compile("%[-0]*(\\d+|\\*)?(\\.(\\d+|\\*))?(ll|l|z)?[scduxf]");

  private static final String INTRODUCTION =
      """
      # Error codes of the kernel

      Generated from the C sources; a test keeps it current. The errors of the build are in [errors/](errors/README.md).

      A kernel shows a code with the details of what happened, the place, and what to do. An ellipsis stands for a
      name or a figure. A module's codes are only in kernels that contain the module.

      """;

  private ErrorReference() {}

  /** The page, as Markdown. */
  public static String of(Collection<ErrorDefinition> definitions) {
    Map<String, List<ErrorDefinition>> codes = byCode(definitions);
    StringBuilder out = new StringBuilder(INTRODUCTION);
    out.append("| code | module |\n| --- | --- |\n");
    codes.forEach(
        (code, same) ->
            out.append("| [%s](#%s) | %s |\n".formatted(code, anchor(code), modules(same))));
    codes.forEach((code, same) -> section(out, code, same));
    return out.toString();
  }

  /** What is wrong with the definitions, one sentence each; empty if nothing is. */
  public static List<String> problems(Collection<ErrorDefinition> definitions) {
    List<String> problems = new ArrayList<>();
    byCode(definitions)
        .forEach(
            (code, same) -> {
              String places = places(same);
              if (!CODE.matcher(code).matches()) {
                problems.add("%s (%s) is not of the form E-WORD-WORD".formatted(code, places));
              }
              if (same.stream().anyMatch(one -> !advice(same).startsWith(one.advice()))) {
                problems.add("%s has several meanings: %s".formatted(code, places));
              }
              if (same.stream().anyMatch(one -> !one.advice().strip().matches("(?s).{10,}[.?!]"))) {
                problems.add(
                    "%s (%s) does not say what to do, in sentences".formatted(code, places));
              }
            });
    return problems;
  }

  private static Map<String, List<ErrorDefinition>> byCode(Collection<ErrorDefinition> all) {
    return all.stream()
        .collect(Collectors.groupingBy(ErrorDefinition::code, TreeMap::new, Collectors.toList()));
  }

  private static void section(StringBuilder out, String code, List<ErrorDefinition> same) {
    out.append("\n## %s\n\n".formatted(code));
    same.stream()
        .flatMap(one -> one.details().stream())
        .map(ErrorReference::readable)
        .filter(text -> text.matches(".*\\p{L}.*"))
        .distinct()
        .forEach(text -> out.append("- %s\n".formatted(Markdown.text(text))));
    out.append("\n**To do:** %s\n".formatted(Markdown.text(advice(same))));
    out.append("\nRaised in %s.\n".formatted(places(same)));
  }

  private static String readable(String format) {
    return CONVERSION.matcher(format).replaceAll("…").replace("%%", "%").strip();
  }

  /** The fullest advice: where less is known, more can be said about finding out. */
  private static String advice(List<ErrorDefinition> same) {
    return same.stream()
        .map(ErrorDefinition::advice)
        .max(Comparator.comparingInt(String::length))
        .orElseThrow();
  }

  private static String anchor(String code) {
    return code.toLowerCase(java.util.Locale.ROOT);
  }

  private static String modules(List<ErrorDefinition> same) {
    return same.stream().map(ErrorDefinition::module).distinct().collect(Collectors.joining(", "));
  }

  private static String places(List<ErrorDefinition> same) {
    return same.stream()
        .map(one -> "%s: `%s`".formatted(one.module(), one.file()))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
