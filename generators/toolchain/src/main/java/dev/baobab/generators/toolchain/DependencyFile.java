// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The make rule that a compiler writes with {@code -MMD}: {@code output: input input ...}. */
final class DependencyFile {
  /** A path; a backslash stands before a blank or {@code #} that belongs to it. */
  private static final Pattern PATH = Pattern.compile("(?:\\\\[ #]|\\S)+");

  private DependencyFile() {}

  /** The inputs, as the compiler was given them; empty if there is no such file. */
  static List<String> names(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    String rule = Files.readString(file).replace("\\\n", " ");
    // A colon with a blank behind it ends the output: a blank of its own would be escaped.
    String inputs = rule.substring(rule.indexOf(": ") + 1);
    return PATH.matcher(inputs)
        .results()
        .map(MatchResult::group)
        .map(path -> path.replace("\\ ", " ").replace("\\#", "#").replace("$$", "$"))
        .toList();
  }
}
