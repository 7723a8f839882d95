// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.reference;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.dsl.module.OptionType;
import dev.baobab.generators.resolver.Numbers;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page of all modules and their options. */
public final class OptionReference {
  private static final String KERNEL = "kernel";

  /** The kernel's own module first, then by id. */
  private static final Comparator<ModuleDescriptor> ORDER =
      Comparator.<ModuleDescriptor, Boolean>comparing(module -> !module.id().equals(KERNEL))
          .thenComparing(ModuleDescriptor::id);

  private static final String INTRODUCTION =
      """
      # Modules and their options

      Generated from the modules' declarations; a test keeps it current.

      - In Java an option is a method of the module's builder, in camel case: `top-p` is
        `Sampler.options().topP(0.9)`.
      - Elsewhere it is `module.option`: `-Dbaobab.set.sampler.top-p=0.9` for a build, `sampler.top-p = 0.9` in
        `baobab.cfg`, `/set sampler.top-p 0.9` at the prompt. The last two work for options that can change while the kernel
        runs.
      - In C every option is a constant of `bb_config.h`. One that can change while the kernel runs is also a variable of
        `bb_options.h`, which starts with the constant's value.
      """;

  private OptionReference() {}

  /** The page, as Markdown. */
  public static String of(Collection<ModuleDescriptor> modules) {
    List<ModuleDescriptor> ordered = modules.stream().sorted(ORDER).toList();
    StringBuilder out = new StringBuilder(INTRODUCTION);
    out.append("\n| module | what it does | options |\n| --- | --- | --- |\n");
    for (ModuleDescriptor module : ordered) {
      out.append(
          "| [%1$s](#%1$s) | %2$s | %3$d |\n"
              .formatted(module.id(), Markdown.cell(module.summary()), module.options().size()));
    }
    ordered.forEach(module -> section(out, module));
    return out.toString();
  }

  private static void section(StringBuilder out, ModuleDescriptor module) {
    out.append("\n## %s\n\n%s\n\n".formatted(module.id(), Markdown.text(module.doc())));
    fact(out, "Builder", "`%s()`".formatted(module.builder()));
    fact(
        out,
        "Provides",
        names(
            module.provides().stream()
                .filter(name -> !name.equals(module.id()))
                .sorted()
                .toList()));
    fact(out, "Requires", names(module.requires()));
    fact(out, "Conflicts with", names(module.conflicts()));
    fact(
        out,
        "Processor needs",
        module.cpu().stream().sorted().map(CpuFeature::name).collect(Collectors.joining(", ")));
    if (module.options().isEmpty()) {
      out.append("\nNo options.\n");
      return;
    }
    out.append("\n| option | meaning | type | default | allowed | while it runs | in C |\n");
    out.append("| --- | --- | --- | --- | --- | --- | --- |\n");
    module.options().forEach(option -> row(out, module, option));
  }

  private static void fact(StringBuilder out, String label, String value) {
    if (!value.isEmpty()) {
      out.append("- %s: %s\n".formatted(label, value));
    }
  }

  private static String names(List<String> names) {
    return names.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
  }

  private static void row(StringBuilder out, ModuleDescriptor module, OptionDescriptor option) {
    String constant = "`BB_%s_%s`".formatted(module.constantName(), option.constantName());
    String variable = "`bb_options.%s.%s`".formatted(module.cName(), option.cName());
    out.append(
        "| `%s` | %s | %s | %s | %s | %s | %s |\n"
            .formatted(
                option.name(),
                Markdown.cell(option.doc()),
                option.type().name().toLowerCase(Locale.ROOT),
                value(option),
                Markdown.cell(allowed(option)),
                option.tunable() ? "yes" : "no",
                option.tunable() ? constant + " " + variable : constant));
  }

  private static String value(OptionDescriptor option) {
    Object value = option.defaultValue();
    if (option.type() == OptionType.NUMBER) {
      return "`%s`".formatted(Numbers.text((Double) value));
    }
    return value.equals("") ? "empty" : "`%s`".formatted(value);
  }

  private static String allowed(OptionDescriptor option) {
    return switch (option.type()) {
      case BOOLEAN -> "true, false";
      case INTEGER, NUMBER -> (range(option) + " " + option.unit()).strip();
      case TEXT -> "%d bytes at most".formatted(option.maxLength());
      case CHOICE -> String.join(", ", option.choices());
    };
  }

  private static String range(OptionDescriptor option) {
    String min = option.min().map(Numbers::text).orElse("");
    String max = option.max().map(Numbers::text).orElse("");
    if (!min.isEmpty() && !max.isEmpty()) {
      return min + " to " + max;
    }
    if (!min.isEmpty()) {
      return "at least " + min;
    }
    return max.isEmpty() ? "any" : "at most " + max;
  }
}
