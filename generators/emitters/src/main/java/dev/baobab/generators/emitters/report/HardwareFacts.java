// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.report;

import dev.baobab.dsl.HardwareProfile;
import dev.baobab.dsl.module.ModuleRequest;
import java.util.List;
import java.util.stream.Stream;

/** Tells what the chosen hardware profile says of the machine, and what it changed. */
final class HardwareFacts {
  private HardwareFacts() {}

  static void write(Html out, HardwareProfile profile) {
    out.table("facts", "Fact", "Value");
    out.row("Profile", Html.inline("b", "", profile.name()));
    out.row("Meant for", Html.escape(profile.summary()));
    out.row(
        "Processor",
        profile
            .cpu()
            .map(cpu -> String.join(" ", cpu.stream().sorted().map(Enum::name).toList()))
            .orElse("found out at boot"));
    out.row(
        "Memory",
        profile.memoryMiB().isPresent()
            ? profile.memoryMiB().getAsInt() + " MiB"
            : "found out at boot");
    modules(
        out,
        "Adds",
        Stream.concat(
                profile.added().stream(),
                profile.configured().stream().map(ModuleRequest::module).map(m -> m.id()))
            .toList());
    modules(out, "Removes", profile.removed().stream().sorted().toList());
    out.endTable();
  }

  private static void modules(Html out, String what, List<String> ids) {
    if (!ids.isEmpty()) {
      out.row(what, String.join(" ", ids.stream().map(Html::code).toList()));
    }
  }
}
