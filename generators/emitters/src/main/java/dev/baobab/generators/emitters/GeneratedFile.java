// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import dev.baobab.dsl.source.CWriter;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.generators.emitters.text.CText;
import java.util.Collection;

/**
 * What generated files have in common: a header that names emitter and modules, and their place.
 */
final class GeneratedFile {
  /** Owner of what no single module is the reason for. */
  static final String OWNER = "kernel";

  private GeneratedFile() {}

  /** Starts a file that modules are the reason for. */
  static CWriter start(Class<?> emitter, String what, Collection<String> modules) {
    CWriter out = CWriter.file(emitter, what);
    if (!modules.isEmpty()) {
      CText.comment(
          out,
          0,
          "From %s: %s."
              .formatted(modules.size() == 1 ? "module" : "modules", String.join(", ", modules)));
    }
    return out;
  }

  static SourceFile of(String name, String text) {
    return new SourceFile(KernelSources.GENERATED + name, text, OWNER);
  }
}
