// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.ConsoleDevice;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.text.CText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Text goes to all devices that are there and not covered, keys come from any of them. Devices that
 * want to see keys first may keep them.
 */
final class ConsoleHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<ConsoleDevice> devices =
        plan.contributions(ConsoleDevice.class).stream().map(Contribution::value).toList();
    start(devices, out);

    out.function("void bb_hooks_console_write(const char *text, size_t length)");
    out.unused(devices, "text", "length");
    for (ConsoleDevice device : devices) {
      out.when(shows(device, devices), "%s(text, length);".formatted(out.use(device.write())));
    }
    out.end();

    style(devices, out);
    read(devices, out);
  }

  private static void start(List<ConsoleDevice> devices, HookWriter out) {
    if (devices.isEmpty()) {
      out.blank().line("void bb_hooks_console_start(void) {}");
      return;
    }
    out.blank();
    devices.forEach(device -> out.line("static bool %s;", present(device)));
    out.function("void bb_hooks_console_start(void)");
    devices.forEach(device -> out.line("%s = %s();", present(device), out.use(device.start())));
    out.end();
  }

  private static void style(List<ConsoleDevice> devices, HookWriter out) {
    List<ConsoleDevice> styled = devices.stream().filter(d -> d.style().isPresent()).toList();
    out.function("void bb_hooks_console_style(bb_style style)");
    out.unused(styled, "style");
    for (ConsoleDevice device : styled) {
      out.when(present(device), "%s(style);".formatted(out.use(device.style().orElseThrow())));
    }
    out.end();
  }

  private static void read(List<ConsoleDevice> devices, HookWriter out) {
    List<ConsoleDevice> takers = devices.stream().filter(d -> d.take().isPresent()).toList();
    out.function(
        takers.isEmpty()
            ? "bool bb_hooks_console_read(bb_key *key)"
            : "static bool next_key(bb_key *key)");
    out.unused(devices, "key");
    for (ConsoleDevice device : devices) {
      out.when("%s && %s(key)".formatted(present(device), out.use(device.read())), "return true;");
    }
    out.line("return false;").end();
    if (takers.isEmpty()) {
      return;
    }
    out.function("bool bb_hooks_console_read(bb_key *key)");
    out.open("while (next_key(key)) {");
    for (ConsoleDevice device : takers) {
      out.when(
          "%s && %s(key)".formatted(present(device), out.use(device.take().orElseThrow())),
          "continue;");
    }
    out.line("return true;").close("}").line("return false;").end();
  }

  /** That a device is there and none that covers it. */
  private static String shows(ConsoleDevice device, List<ConsoleDevice> devices) {
    Stream<String> covers =
        devices.stream()
            .filter(other -> other.covers().filter(device.name()::equals).isPresent())
            .map(other -> "!" + present(other));
    return Stream.concat(Stream.of(present(device)), covers).collect(Collectors.joining(" && "));
  }

  private static String present(ConsoleDevice device) {
    return CText.name(device.name()) + "_present";
  }
}
