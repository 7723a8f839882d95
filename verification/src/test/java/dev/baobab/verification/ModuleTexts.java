// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static java.util.stream.Collectors.joining;

import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.composer.ModuleSources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts in quotes in the modules' C files, as the compiler puts them into an object file. */
final class ModuleTexts {
  private static final int SHORTEST = 6;
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
  private static final Pattern DIRECTIVE =
      Pattern.compile("(?m)^\\s*#\\s*(include|pragma)(\\\\\n|[^\n])*");

  private static final String LITERAL = "\"((?:[^\"\\\\\n]|\\\\.)*+)\"";

  private static final Pattern ONE = Pattern.compile(LITERAL);

  /** Literals with blanks between them are one text. */
  private static final Pattern SEVERAL =
      Pattern.compile("%s(?:\\s*+%s)*+".formatted(LITERAL, LITERAL));

  private static final Map<String, Set<String>> BY_MODULE = read();

  private ModuleTexts() {}

  /** The texts of a module that occur in no other module, and in no text of another one. */
  static Set<String> onlyOf(String id) {
    Set<String> own = new TreeSet<>(BY_MODULE.get(id));
    BY_MODULE.forEach(
        (other, texts) -> {
          if (!other.equals(id)) {
            own.removeIf(text -> texts.stream().anyMatch(theirs -> theirs.contains(text)));
          }
        });
    return own;
  }

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> texts = new HashMap<>();
    for (ModuleProvider provider : Kernels.CATALOG.providers()) {
      List<String> paths = new ArrayList<>(provider.descriptor().sources());
      paths.addAll(provider.descriptor().headers());
      SourceTree tree = ModuleSources.read(provider.getClass(), provider.descriptor().id(), paths);
      Set<String> found = new TreeSet<>();
      for (SourceFile file : tree) {
        found.addAll(in(file.text()));
      }
      texts.put(provider.descriptor().id(), found);
    }
    return texts;
  }

  private static Set<String> in(String source) {
    String code = DIRECTIVE.matcher(COMMENT.matcher(source).replaceAll("")).replaceAll("");
    Set<String> texts = new TreeSet<>();
    Matcher several = SEVERAL.matcher(code);
    while (several.find()) {
      String text =
          ONE.matcher(several.group()).results().map(one -> one.group(1)).collect(joining());
      // Between escapes the bytes are those of the source; that is enough to recognise it.
      for (String part : text.split("\\\\(x[0-9a-fA-F]+|u[0-9a-fA-F]{4}|[0-7]{1,3}|.)")) {
        if (part.length() >= SHORTEST && part.chars().allMatch(c -> c < 0x80)) {
          texts.add(part);
        }
      }
    }
    return texts;
  }
}
