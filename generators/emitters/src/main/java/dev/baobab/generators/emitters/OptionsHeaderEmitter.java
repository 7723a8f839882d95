// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.text.CText;
import dev.baobab.generators.resolver.PlannedModule;
import java.util.List;

/** Writes bb_options.h: the variables of the options that can change while the kernel runs. */
final class OptionsHeaderEmitter {
  SourceFile emit(Plan plan) {
    List<PlannedModule> modules = OptionNames.tunableModules(plan);
    CWriter out =
        GeneratedFile.start(
            OptionsHeaderEmitter.class,
            "The options that can change while the kernel runs: bb_options.sampler.top_p.",
            modules.stream().map(PlannedModule::id).toList());
    out.line("#ifndef BB_OPTIONS_H").line("#define BB_OPTIONS_H").blank();
    out.line("#include <stdbool.h>").line("#include <stdint.h>").blank();
    // C has no struct without members.
    if (!modules.isEmpty()) {
      out.open("struct bb_options {");
      for (PlannedModule module : modules) {
        out.open("struct {");
        for (OptionDescriptor option : OptionNames.tunable(module)) {
          CText.comment(out, 8, option.doc());
          out.line("%s;", member(option));
        }
        out.close("} %s;", module.descriptor().cName());
      }
      out.close("};").blank();
      out.line("extern struct bb_options bb_options;").blank();
    }
    return GeneratedFile.of("bb_options.h", out.line("#endif").text());
  }

  private static String member(OptionDescriptor option) {
    String name = option.cName();
    return switch (option.type()) {
      case BOOLEAN -> "bool " + name;
      case INTEGER -> "int64_t " + name;
      case NUMBER -> "float " + name;
      case TEXT -> "char %s[%d]".formatted(name, option.maxLength() + 1);
      case CHOICE -> "int32_t " + name;
    };
  }
}
