// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens of a C file, as far as texts are concerned: names, string literals and single
 * characters. Macros that stand for a text are replaced by it; other directives are left out.
 */
final class CTokens {
  /** A name, a literal (as {@code "..."}, escapes resolved) or a character. */
  record Token(String text, boolean isString) {}

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<skip>/\\*.*?\\*/|//[^\\n]*|'(?:\\\\.|[^'\\\\])*'|\\s+)"
              + "|(?<directive>(?<=^|\\n)#(?:\\\\\\n|[^\\n])*)"
              + "|\"(?<string>(?:\\\\.|[^\"\\\\])*)\""
              + "|(?<name>[A-Za-z_]\\w*)"
              + "|(?<other>.)",
          Pattern.DOTALL);

  private static final Pattern MACRO =
      Pattern.compile("#\\s*define\\s+(\\w+)((?:\\s|\\\\\\n|\"(?:\\\\.|[^\"\\\\])*\")+)");

  private CTokens() {}

  /** The tokens, adjacent literals joined. */
  static List<Token> of(String source) {
    Map<String, String> macros = new LinkedHashMap<>();
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(source);
    while (matcher.find()) {
      if (matcher.group("directive") != null) {
        remember(matcher.group("directive"), macros);
      } else if (matcher.group("string") != null) {
        addString(tokens, resolved(matcher.group("string")));
      } else if (matcher.group("name") != null && macros.containsKey(matcher.group("name"))) {
        addString(tokens, macros.get(matcher.group("name")));
      } else if (matcher.group("skip") == null) {
        tokens.add(new Token(matcher.group(), false));
      }
    }
    return tokens;
  }

  private static void remember(String directive, Map<String, String> macros) {
    Matcher macro = MACRO.matcher(directive);
    if (macro.matches()) {
      StringBuilder text = new StringBuilder();
      of(macro.group(2).replace("\\\n", " ")).forEach(token -> text.append(token.text()));
      macros.put(macro.group(1), text.toString());
    }
  }

  private static void addString(List<Token> tokens, String text) {
    int last = tokens.size() - 1;
    if (last >= 0 && tokens.get(last).isString()) {
      tokens.set(last, new Token(tokens.get(last).text() + text, true));
    } else {
      tokens.add(new Token(text, true));
    }
  }

  private static String resolved(String literal) {
    return literal.replace("\\n", " ").replaceAll("\\\\(.)", "$1");
  }
}
