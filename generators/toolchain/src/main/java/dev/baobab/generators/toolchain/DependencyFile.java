// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The make rule that a compiler writes with {@code -MMD}: {@code output: input input ...}. */
final class DependencyFile {
  private DependencyFile() {}

  /**
   * The inputs, relative to the folder that the compiler ran in; empty if there is no such file.
   */
  static List<Path> read(Path file, Path folder) throws IOException {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    String rule = Files.readString(file).replace("\\\n", " ");
    int colon = rule.indexOf(": ");
    List<Path> inputs = new ArrayList<>();
    if (colon >= 0) {
      StringBuilder word = new StringBuilder();
      String words = rule.substring(colon + 2) + " ";
      for (int i = 0; i < words.length(); i++) {
        char c = words.charAt(i);
        if (c == '\\' && i + 1 < words.length() && words.charAt(i + 1) == ' ') {
          word.append(' ');
          i++;
        } else if (!Character.isWhitespace(c)) {
          word.append(c);
        } else if (!word.isEmpty()) {
          inputs.add(folder.resolve(word.toString()));
          word.setLength(0);
        }
      }
    }
    return inputs;
  }
}
