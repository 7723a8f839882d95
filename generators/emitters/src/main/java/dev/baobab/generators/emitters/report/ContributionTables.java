// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.report;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Capability;
import dev.baobab.dsl.extension.ExtensionPoint;
import dev.baobab.dsl.extension.LogitsProcessor;
import dev.baobab.generators.composer.Plan;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lists what the modules contribute, one table for each extension point that has something. */
final class ContributionTables {
  private ContributionTables() {}

  static void write(Html out, Plan plan) {
    for (Class<?> point : ExtensionPoint.class.getPermittedSubclasses()) {
      List<Row> rows =
          plan.contributions().toPoints().stream()
              .filter(contribution -> point.isInstance(contribution.value()))
              .sorted(Comparator.comparing(contribution -> turn(contribution.value())))
              .map(given -> Row.of(given.value().name(), given.module(), given.value()))
              .toList();
      table(out, point.getSimpleName(), rows);
    }
    List<Row> rows =
        plan.contributions().capabilities().stream()
            .map(given -> Row.of(kind(given.value()), given.module(), given.value()))
            .toList();
    table(out, "Capabilities", rows);
  }

  private static String kind(Capability capability) {
    return capability.getClass().getSimpleName();
  }

  /** What the generated hooks sort by before the order of the plan. */
  private static int turn(ExtensionPoint contribution) {
    if (contribution instanceof BootStep step) {
      return step.phase().ordinal();
    }
    return contribution instanceof LogitsProcessor processor ? processor.stage().ordinal() : 0;
  }

  private static void table(Html out, String title, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    out.element("h3", "", title);
    // Most extension points have nothing to say beside names and functions.
    if (rows.stream().allMatch(row -> row.facts().isEmpty())) {
      out.table("contributions", "Name", "Module", "Calls");
      rows.forEach(row -> out.row(row.name(), row.module(), row.calls()));
    } else {
      out.table("contributions", "Name", "Module", "Calls", "Facts");
      rows.forEach(row -> out.row(row.name(), row.module(), row.calls(), row.facts()));
    }
    out.endTable();
  }

  /** The cells of a row, as markup. */
  private record Row(String name, String module, String calls, String facts) {
    static Row of(String name, String module, Object contribution) {
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
      return new Row(
          Html.inline("b", "", name),
          "<a href=\"#module-%s\">%s</a>".formatted(Html.escape(module), Html.escape(module)),
          String.join(" ", calls),
          String.join("<br>", facts));
    }
  }

  private static String text(Object value) {
    return value instanceof Collection<?> many
        ? String.join(", ", many.stream().map(Object::toString).sorted().toList())
        : value.toString();
  }

  /** What may be absent is told as what it is, or as an empty text. */
  private static Object valueOf(RecordComponent component, Object record) {
    try {
      Object value = component.getAccessor().invoke(record);
      return value instanceof Optional<?> optional
          ? optional.map(Object.class::cast).orElse("")
          : value;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
