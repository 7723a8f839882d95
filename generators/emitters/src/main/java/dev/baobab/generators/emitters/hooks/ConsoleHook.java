// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.ConsoleDevice;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.generators.composer.Plan;
import dev.baobab.generators.emitters.text.CText;
import java.util.List;

/** Text goes to all devices that are there, keys come from any of them. */
final class ConsoleHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<ConsoleDevice> devices =
        plan.contributions(ConsoleDevice.class).stream().map(Contribution::value).toList();
    start(devices, out);

    out.function("void bb_hooks_console_write(const char *text, size_t length)");
    out.unused(devices, "text", "length");
    for (ConsoleDevice device : devices) {
      out.when(present(device), "%s(text, length);".formatted(out.use(device.write())));
    }
    out.end();

    out.function("bool bb_hooks_console_read(bb_key *key)");
    out.unused(devices, "key");
    for (ConsoleDevice device : devices) {
      out.when("%s && %s(key)".formatted(present(device), out.use(device.read())), "return true;");
    }
    out.line("return false;").end();
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

  private static String present(ConsoleDevice device) {
    return CText.name(device.name()) + "_present";
  }
}
