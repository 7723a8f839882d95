// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.ConsoleDevice;
import dev.baobab.dsl.extension.IdleTask;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.ShutdownHook;
import dev.baobab.dsl.extension.TokenListener;
import dev.baobab.dsl.module.FeatureModule;

/** The device that covers the firmware's screen, what feeds its status line, and its font. */
final class ConsoleScreenModule extends FeatureModule {
  ConsoleScreenModule(ConsoleScreenOptions options) {}

  @Override
  protected void contribute() {
    add(
        ConsoleDevice.class,
        new ConsoleDevice("console-screen", call("start"), call("write"), call("read"))
            .covers("screen")
            .style(call("style"))
            .take(call("take")));
    add(BootStep.class, new BootStep(Phase.CONSOLE, "screen", call("boot")));
    add(TokenListener.class, new TokenListener("console-screen", call("hear")));
    add(IdleTask.class, new IdleTask("console-screen", call("idle")));
    add(ShutdownHook.class, new ShutdownHook("console-screen", call("leave")));
    generator(FontGenerator.class);
  }

  private static CFunction call(String verb) {
    return CFunction.of("bb_console_screen_" + verb, "console_screen.h");
  }
}
