// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.text.CText;
import dev.baobab.generators.resolver.PlannedModule;
import java.util.List;

/** Names of options in C. */
final class OptionNames {
  private OptionNames() {}

  /** {@code BB_SAMPLER_TOP_P}. */
  static String constant(PlannedModule module, OptionDescriptor option) {
    return "BB_%s_%s".formatted(module.descriptor().constantName(), option.constantName());
  }

  /** {@code BB_KERNEL_WHEN_DONE_POWER_OFF}. */
  static String choice(PlannedModule module, OptionDescriptor option, String choice) {
    return constant(module, option) + "_" + CText.constant(choice);
  }

  /** {@code bb_options.sampler.top_p}. */
  static String value(PlannedModule module, OptionDescriptor option) {
    return "bb_options.%s.%s".formatted(module.descriptor().cName(), option.cName());
  }

  /** The options of a module that can change while the kernel runs. */
  static List<OptionDescriptor> tunable(PlannedModule module) {
    return module.descriptor().options().stream().filter(OptionDescriptor::tunable).toList();
  }

  /** The modules that have such options. */
  static List<PlannedModule> tunableModules(Plan plan) {
    return plan.modules().stream().filter(module -> !tunable(module).isEmpty()).toList();
  }
}
