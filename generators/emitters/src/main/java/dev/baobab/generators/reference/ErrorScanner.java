// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.reference;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.generators.reference.CTokens.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the error codes that C files define, see {@code bb_status.h}. */
public final class ErrorScanner {
  /** Of names that other files see. */
  private static final String EXTERNAL_PREFIX = "bb_";

  private final SourceFile file;
  private final List<Token> tokens;
  private final Map<String, ErrorDefinition> byVariable = new LinkedHashMap<>();

  private ErrorScanner(SourceFile file) {
    this.file = file;
    this.tokens = CTokens.of(file.text());
  }

  /**
   * The definitions in files, in their order.
   *
   * @throws IllegalArgumentException if a definition cannot be read
   */
  public static List<ErrorDefinition> scan(List<SourceFile> files) {
    List<ErrorScanner> all = files.stream().map(ErrorScanner::new).toList();
    all.forEach(ErrorScanner::findDefinitions);
    all.forEach(scanner -> scanner.findDetails(all));
    return all.stream().flatMap(scanner -> scanner.byVariable.values().stream()).toList();
  }

  private void findDefinitions() {
    for (int i = 0; i < tokens.size(); i++) {
      switch (tokens.get(i).text()) {
        case "BB_ERROR" -> define(name(i + 2), i + 4);
        case "bb_error_code" -> {
          if (is(i + 2, "=")) {
            define(name(i + 1), i + 4);
          }
        }
        default -> {}
      }
    }
  }

  /** A report is of a code of its own file, or of one that another file has for all. */
  private void findDetails(List<ErrorScanner> all) {
    for (int i = 0; i < tokens.size(); i++) {
      if (is(i, "bb_fail") && is(i + 2, "&")) {
        String variable = name(i + 3);
        int format = i + 5;
        Stream.concat(
                Stream.of(this),
                all.stream().filter(scanner -> variable.startsWith(EXTERNAL_PREFIX)))
            .filter(scanner -> scanner.byVariable.containsKey(variable))
            .findFirst()
            .ifPresent(scanner -> scanner.addDetail(variable, string(format)));
      }
    }
  }

  /** Code and advice stand at a place, with a comma between them. */
  private void define(String variable, int at) {
    byVariable.put(
        variable,
        new ErrorDefinition(string(at), string(at + 2), List.of(), file.owner(), file.path()));
  }

  private void addDetail(String variable, String format) {
    byVariable.computeIfPresent(
        variable,
        (name, known) -> {
          List<String> details = new ArrayList<>(known.details());
          details.add(format);
          return new ErrorDefinition(
              known.code(), known.advice(), details, known.module(), known.file());
        });
  }

  private boolean is(int at, String text) {
    return at < tokens.size() && tokens.get(at).text().equals(text);
  }

  private String name(int at) {
    return at < tokens.size() ? tokens.get(at).text() : "";
  }

  private String string(int at) {
    if (at >= tokens.size() || !tokens.get(at).isString()) {
      throw new IllegalArgumentException(
          "%s: a text is expected in an error's definition or report, not %s"
              .formatted(file.path(), at < tokens.size() ? tokens.get(at).text() : "the end"));
    }
    return tokens.get(at).text();
  }
}
