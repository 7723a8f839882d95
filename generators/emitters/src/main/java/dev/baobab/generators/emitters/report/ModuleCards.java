// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.report;

import dev.baobab.dsl.module.OptionDescriptor;
import dev.baobab.dsl.module.OptionType;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.resolver.PlannedModule;
import java.util.Optional;

/** Tells of each module what it is, who asked for it, and how it is set. */
final class ModuleCards {
  private ModuleCards() {}

  static void write(Html out, Plan plan, Optional<BuildFacts> facts) {
    for (PlannedModule module : plan.modules()) {
      out.raw("<article id=\"module-%s\">".formatted(Html.escape(module.id())));
      out.raw("<header>").element("h3", "", module.id());
      facts.ifPresent(f -> out.element("span", "size", size(f.of(module.id()))));
      out.raw("</header>").element("p", "", module.descriptor().summary());
      out.raw("<p class=\"reasons\">");
      module.reasons().forEach(reason -> out.element("span", "chip", reason.text()));
      out.raw("</p>");
      if (!module.descriptor().options().isEmpty()) {
        options(out, module);
      }
      out.raw("</article>");
    }
  }

  private static String size(ModuleSize size) {
    String text = "%s code, %s data".formatted(Html.bytes(size.code()), Html.bytes(size.data()));
    return size.zeroed() == 0 ? text : text + ", %s zeroed".formatted(Html.bytes(size.zeroed()));
  }

  private static void options(Html out, PlannedModule module) {
    out.table("options", "Option", "Value", "Meaning");
    for (OptionDescriptor option : module.descriptor().options()) {
      Object value = module.options().values().get(option.name());
      String shown = option.type() == OptionType.TEXT ? quoted((String) value) : value.toString();
      String note = value.equals(option.defaultValue()) ? "" : " " + Html.inline("b", "set", "set");
      String unit = option.unit().isEmpty() ? "" : " " + Html.escape(option.unit());
      String tunable = option.tunable() ? " " + Html.inline("span", "chip", "tunable") : "";
      out.row(
          Html.code(option.name()),
          Html.code(shown) + unit + note,
          Html.escape(option.doc()) + tunable);
    }
    out.endTable();
  }

  private static String quoted(String text) {
    return "\"%s\"".formatted(text.replace("\n", "\\n").replace("\t", "\\t"));
  }
}
