// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import dev.baobab.dsl.Model;
import dev.baobab.dsl.extension.Parallel;
import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.text.CText;
import dev.baobab.generators.resolver.PlannedModule;

/** Writes bb_config.h: everything that is fixed when the kernel is built, as typed constants. */
final class ConfigHeaderEmitter {
  private final String version;

  ConfigHeaderEmitter(String version) {
    this.version = version;
  }

  SourceFile emit(Plan plan) {
    CWriter out =
        GeneratedFile.start(
            ConfigHeaderEmitter.class,
            "What the declaration fixes, as typed constants.",
            plan.modules().stream()
                .filter(module -> !module.descriptor().options().isEmpty())
                .map(PlannedModule::id)
                .toList());
    out.line("#ifndef BB_CONFIG_H").line("#define BB_CONFIG_H").blank();
    out.line("#include <stdbool.h>").line("#include <stdint.h>").blank();
    text(out, "BB_KERNEL_NAME", plan.name());
    text(out, "BB_VERSION", version);
    out.blank();
    model(out, plan.model());
    out.blank();
    CText.comment(out, 0, "Whether a module shares work among processors.");
    define(out, "BB_PARALLEL", String.valueOf(plan.capability(Parallel.class).isPresent()));
    for (PlannedModule module : plan.modules()) {
      for (OptionDescriptor option : module.descriptor().options()) {
        out.blank();
        option(out, module, option);
      }
    }
    return GeneratedFile.of("bb_config.h", out.blank().line("#endif").text());
  }

  private static void model(CWriter out, Model model) {
    CText.comment(out, 0, "The model: its files on the boot volume, and constants of its kind.");
    text(out, "BB_MODEL_FILE", onBootVolume(model.fileName()));
    text(
        out,
        "BB_TOKENIZER_FILE",
        model.tokenizerFileName().map(name -> onBootVolume(name)).orElse(""));
    out.line("#define BB_MODEL_ROPE_THETA %sf", CText.real(model.ropeTheta()));
    out.line("#define BB_MODEL_NORM_EPSILON %sf", CText.real(model.normEpsilon()));
  }

  /** Where the image holds a file of the project. */
  private static String onBootVolume(String name) {
    return "\\models\\" + name;
  }

  private static void option(CWriter out, PlannedModule module, OptionDescriptor option) {
    String name = OptionNames.constant(module, option);
    CText.comment(out, 0, documentation(option));
    switch (option.type()) {
      case BOOLEAN -> define(out, name, String.valueOf(module.options().flag(option.name())));
      case INTEGER -> define(out, name, CText.integer(module.options().integer(option.name())));
      case NUMBER -> define(out, name, CText.real(module.options().number(option.name())) + "f");
      case TEXT -> text(out, name, module.options().text(option.name()));
      case CHOICE -> {
        for (int i = 0; i < option.choices().size(); i++) {
          define(out, OptionNames.choice(module, option, option.choices().get(i)), "" + i);
        }
        String chosen = module.options().text(option.name());
        define(out, name, OptionNames.choice(module, option, chosen));
      }
    }
  }

  private static String documentation(OptionDescriptor option) {
    String unit = option.unit().isEmpty() ? "" : " [%s]".formatted(option.unit());
    return option.doc() + unit;
  }

  private static void text(CWriter out, String name, String value) {
    define(out, name, CWriter.literal(value));
  }

  private static void define(CWriter out, String name, String value) {
    out.line("#define %s %s", name, value);
  }
}
