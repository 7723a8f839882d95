// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.dsl.module.OptionType;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.text.CText;
import dev.baobab.generators.resolver.PlannedModule;
import java.util.List;
import java.util.stream.Collectors;

/** Writes bb_options.c: the options' first values, and the table behind {@code /set}. */
final class OptionsEmitter {
  SourceFile emit(Plan plan) {
    List<PlannedModule> modules = OptionNames.tunableModules(plan);
    CWriter out =
        GeneratedFile.start(
            OptionsEmitter.class,
            "First values of the options that can change, and the table behind /set.",
            modules.stream().map(PlannedModule::id).toList());
    out.include("bb_options.h").blank();
    out.line("#include <float.h>").blank();
    out.include("bb_config.h").include("bb_option.h").blank();
    if (modules.isEmpty()) {
      CText.comment(out, 0, "No installed module has such options; C has no empty array.");
      out.line("const bb_option bb_option_table[] = {{0}};");
      out.line("const size_t bb_option_count = 0;");
    } else {
      values(out, modules);
      modules.forEach(module -> choices(out, module));
      table(out, modules);
    }
    return GeneratedFile.of("bb_options.c", out.text());
  }

  private static void values(CWriter out, List<PlannedModule> modules) {
    out.open("struct bb_options bb_options = {");
    for (PlannedModule module : modules) {
      out.line(".%s =", module.descriptor().cName()).open("    {");
      for (OptionDescriptor option : OptionNames.tunable(module)) {
        out.line("    .%s = %s,", option.cName(), OptionNames.constant(module, option));
      }
      out.close("    },");
    }
    out.close("};").blank();
  }

  private static void choices(CWriter out, PlannedModule module) {
    for (OptionDescriptor option : OptionNames.tunable(module)) {
      if (option.type() == OptionType.CHOICE) {
        String names =
            option.choices().stream().map(CWriter::literal).collect(Collectors.joining(", "));
        String declaration = "static const char *const %s[] = {".formatted(choices(module, option));
        if (declaration.length() + names.length() + "};".length() <= CText.COLUMNS) {
          out.line("%s%s};", declaration, names);
        } else {
          // clang-format would set them in columns.
          out.line("/* clang-format off */").open("%s", declaration);
          option.choices().forEach(choice -> out.line("%s,", CWriter.literal(choice)));
          out.close("};").line("/* clang-format on */");
        }
        out.blank();
      }
    }
  }

  private static void table(CWriter out, List<PlannedModule> modules) {
    out.open("const bb_option bb_option_table[] = {");
    for (PlannedModule module : modules) {
      OptionNames.tunable(module).forEach(option -> row(out, module, option));
    }
    out.close("};");
    out.line(
        "const size_t bb_option_count = sizeof(bb_option_table) / sizeof(bb_option_table[0]);");
  }

  private static void row(CWriter out, PlannedModule module, OptionDescriptor option) {
    String value = OptionNames.value(module, option);
    out.open("{");
    CText.field(out, 8, "name", module.id() + "." + option.name());
    CText.field(out, 8, "doc", option.doc());
    CText.field(out, 8, "unit", option.unit());
    out.line(".value = &%s,", value).line(".type = BB_OPTION_%s,", option.type());
    switch (option.type()) {
      case INTEGER -> range(out, option, "(double)INT64_MIN", "(double)INT64_MAX");
      case NUMBER -> range(out, option, "-FLT_MAX", "FLT_MAX");
      case TEXT -> out.line(".capacity = sizeof(%s),", value);
      case CHOICE ->
          out.line(".choices = %s,", choices(module, option))
              .line(".choice_count = %d,", option.choices().size());
      case BOOLEAN -> {}
    }
    out.close("},");
  }

  private static void range(CWriter out, OptionDescriptor option, String least, String greatest) {
    out.line(".min = %s,", option.min().map(CText::real).orElse(least));
    out.line(".max = %s,", option.max().map(CText::real).orElse(greatest));
  }

  private static String choices(PlannedModule module, OptionDescriptor option) {
    return "%s_%s_choices".formatted(module.descriptor().cName(), option.cName());
  }
}
