// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.composer.ModuleSources;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.resolver.PlannedModule;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies the modules' own files, with a header comment. Compilers are told the file's name without
 * that comment's lines, so that what they say points into the module's own file.
 */
final class ModuleSourcesEmitter {
  private static final String KERNEL = "kernel";

  SourceTree emit(Plan plan) {
    List<SourceFile> files = new ArrayList<>();
    for (PlannedModule module : plan.modules()) {
      for (SourceFile file : ModuleSources.of(module)) {
        String path = folder(module.id()) + file.path();
        files.add(new SourceFile(path, marked(path, file), file.owner()));
      }
    }
    return SourceTree.of(files);
  }

  private static String folder(String module) {
    return module.equals(KERNEL) ? "kernel/" : "modules/" + module + "/";
  }

  private static String marked(String path, SourceFile file) {
    String what = "Copied from module %s by %s. Do not edit.";
    String comment = what.formatted(file.owner(), ModuleSourcesEmitter.class.getSimpleName());
    if (path.endsWith(".asm") || path.endsWith(".inc")) {
      // nasm counts the line of the directive itself.
      return "; %s\n%%line 0+1 %s\n%s".formatted(comment, path, file.text());
    }
    return "/* %s */\n#line 1 \"%s\"\n%s".formatted(comment, path, file.text());
  }
}
