// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.reference;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.generators.reference.CTokens.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the error codes that C files define, see {@code bb_status.h}. */
public final class ErrorScanner {
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
    return files.stream().flatMap(file -> new ErrorScanner(file).scan().stream()).toList();
  }

  private List<ErrorDefinition> scan() {
    for (int i = 0; i < tokens.size(); i++) {
      switch (tokens.get(i).text()) {
        case "BB_ERROR" -> define(name(i + 2), i + 4);
        case "bb_error_code" -> {
          if (is(i + 2, "=")) {
            define(name(i + 1), i + 4);
          }
        }
        case "bb_fail" -> detail(i);
        default -> {}
      }
    }
    return List.copyOf(byVariable.values());
  }

  /** Code and advice stand at a place, with a comma between them. */
  private void define(String variable, int at) {
    byVariable.put(
        variable,
        new ErrorDefinition(string(at), string(at + 2), List.of(), file.owner(), file.path()));
  }

  /** {@code bb_fail(&variable, "format"}. */
  private void detail(int at) {
    if (!is(at + 2, "&") || !byVariable.containsKey(name(at + 3))) {
      return;
    }
    byVariable.computeIfPresent(
        name(at + 3),
        (variable, known) -> {
          List<String> details = new ArrayList<>(known.details());
          details.add(string(at + 5));
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
