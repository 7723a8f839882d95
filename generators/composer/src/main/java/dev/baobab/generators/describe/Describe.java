// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.describe;

import dev.baobab.dsl.HardwareProfile;
import dev.baobab.dsl.Model;
import dev.baobab.dsl.extension.Capability;
import dev.baobab.dsl.extension.ExtensionPoint;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.dsl.module.OptionType;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.resolver.Numbers;
import dev.baobab.generators.resolver.PlannedModule;
import dev.baobab.generators.resolver.Reason;
import java.util.stream.Collectors;

/** A plan as text: its modules, who asked for them, their options and contributions. */
public final class Describe {
  private Describe() {}

  /** The whole plan as text for a terminal. */
  public static String text(Plan plan) {
    StringBuilder out = new StringBuilder();
    out.append("Kernel %s\n".formatted(plan.name()));
    out.append(
        new Table(2)
            .row("model", plan.model().weights(), weights(plan.model()))
            .row("tokenizer", plan.model().tokenizer().orElse("in the model's file"))
            .row("hardware", plan.hardware().name(), plan.hardware().summary())
            .text());
    out.append("\nModules, in order (%d)\n".formatted(plan.modules().size()));
    for (PlannedModule module : plan.modules()) {
      out.append('\n').append(module(plan, module));
    }
    return out.append("\nHardware profiles (choose with -Dhardware=NAME)\n\n")
        .append(profiles(plan))
        .toString();
  }

  private static String weights(Model model) {
    String needs = "needs " + model.format();
    String becomes = model.isGguf() ? ", quantized to " : ", packed as ";
    return model.quantization().map(type -> needs + becomes + type).orElse(needs);
  }

  /** Who asked for whom, as a graph in the language of Graphviz. */
  public static String dot(Plan plan) {
    return Graph.dot(plan);
  }

  /** Who asked for whom, as a graph in the language of Mermaid, which viewers of Markdown draw. */
  public static String mermaid(Plan plan) {
    return Graph.mermaid(plan);
  }

  private static String module(Plan plan, PlannedModule module) {
    StringBuilder out = new StringBuilder();
    out.append("  %s: %s\n".formatted(module.id(), module.descriptor().summary()));
    out.append(
        "    %s\n"
            .formatted(
                module.reasons().stream().map(Reason::text).collect(Collectors.joining(", "))));
    Table options = new Table(4);
    for (OptionDescriptor option : module.descriptor().options()) {
      options.row(
          option.name(),
          "= " + value(option, module.options().values().get(option.name())),
          option.unit(),
          "default " + value(option, option.defaultValue()),
          range(option),
          option.tunable() ? "tunable" : "fixed",
          option.doc());
    }
    out.append(options.text());
    Table contributions = new Table(4);
    for (Contribution<Capability> contribution : plan.contributions().capabilities()) {
      if (contribution.module().equals(module.id())) {
        contributions.row("provides", contribution.value().getClass().getSimpleName());
      }
    }
    for (Contribution<ExtensionPoint> contribution : plan.contributions().toPoints()) {
      if (contribution.module().equals(module.id())) {
        contributions.row(
            "adds", contribution.value().getClass().getSimpleName(), contribution.value().name());
      }
    }
    return out.append(contributions.text()).toString();
  }

  private static String profiles(Plan plan) {
    Table profiles = new Table(0);
    for (HardwareProfile profile : plan.profiles()) {
      profiles.row(
          profile.name().equals(plan.hardware().name()) ? "*" : " ",
          profile.name(),
          profile
              .location()
              .map(place -> "declared at %s. %s".formatted(place, profile.summary()).strip())
              .orElse(profile.summary()));
    }
    return profiles.text();
  }

  private static String value(OptionDescriptor option, Object value) {
    return switch (option.type()) {
      case TEXT -> CWriter.literal((String) value);
      case NUMBER -> Numbers.text((Double) value);
      case BOOLEAN, INTEGER, CHOICE -> value.toString();
    };
  }

  private static String range(OptionDescriptor option) {
    if (option.type() == OptionType.CHOICE) {
      return String.join("|", option.choices());
    }
    if (option.type() == OptionType.TEXT) {
      return "up to %d bytes".formatted(option.maxLength());
    }
    if (option.min().isEmpty() && option.max().isEmpty()) {
      return "";
    }
    return option.min().map(Numbers::text).orElse("")
        + ".."
        + option.max().map(Numbers::text).orElse("");
  }
}
