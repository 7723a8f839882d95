// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import java.util.HashMap;
import java.util.Map;

/**
 * Generated code includes headers by their file names alone, so that two of one name would hide
 * each other.
 */
final class HeaderNames {
  private HeaderNames() {}

  static void check(SourceTree tree) {
    Map<String, SourceFile> byName = new HashMap<>();
    for (SourceFile file : tree) {
      if (file.path().endsWith(".h")) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        SourceFile other = byName.put(name, file);
        if (other != null) {
          throw new IllegalArgumentException(
              "two headers named %s: %s of module %s, %s of module %s; rename one: %s"
                  .formatted(
                      name,
                      other.path(),
                      other.owner(),
                      file.path(),
                      file.owner(),
                      "prefix it with its module's id"));
        }
      }
    }
  }
}
