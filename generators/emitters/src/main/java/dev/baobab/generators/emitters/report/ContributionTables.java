// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.report;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Capability;
import dev.baobab.dsl.extension.ExtensionPoint;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.generators.composer.Plan;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Lists what the modules contribute, one table for each extension point that has something. */
final class ContributionTables {
  private ContributionTables() {}

  static void write(Html out, Plan plan) {
    for (Class<?> point : ExtensionPoint.class.getPermittedSubclasses()) {
      List<Contribution<ExtensionPoint>> contributions =
          plan.contributions().toPoints().stream()
              .filter(contribution -> point.isInstance(contribution.value()))
              .toList();
      if (!contributions.isEmpty()) {
        out.element("h3", "", point.getSimpleName());
        out.table("Name", "Module", "Facts", "Calls");
        for (Contribution<ExtensionPoint> contribution : contributions) {
          row(out, contribution.value().name(), contribution.module(), contribution.value());
        }
        out.endTable();
      }
    }
    List<Contribution<Capability>> capabilities = plan.contributions().capabilities();
    if (!capabilities.isEmpty()) {
      out.element("h3", "", "Capabilities");
      out.table("Name", "Module", "Facts", "Calls");
      for (Contribution<Capability> contribution : capabilities) {
        Capability capability = contribution.value();
        row(out, capability.getClass().getSimpleName(), contribution.module(), capability);
      }
      out.endTable();
    }
  }

  private static void row(Html out, String name, String module, Object contribution) {
    List<String> facts = new ArrayList<>();
    List<String> calls = new ArrayList<>();
    for (RecordComponent component : contribution.getClass().getRecordComponents()) {
      Object value = valueOf(component, contribution);
      if (value instanceof CFunction function) {
        calls.add(Html.code(function.symbol()));
      } else if (!component.getName().equals("name") && !text(value).isEmpty()) {
        facts.add(Html.escape(text(value)));
      }
    }
    out.row(
        Html.inline("b", "", name),
        "<a href=\"#module-%s\">%s</a>".formatted(Html.escape(module), Html.escape(module)),
        String.join("<br>", facts),
        String.join(" ", calls));
  }

  private static String text(Object value) {
    return value instanceof Collection<?> many
        ? String.join(", ", many.stream().map(Object::toString).sorted().toList())
        : value.toString();
  }

  private static Object valueOf(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
