// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.qemuexit;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.ShutdownHook;
import dev.baobab.dsl.module.FeatureModule;

/** The last thing that the kernel does. */
final class QemuExitModule extends FeatureModule {
  QemuExitModule(QemuExitOptions options) {}

  @Override
  protected void contribute() {
    CFunction run = CFunction.of("bb_qemu_exit_leave", "qemu_exit.h");
    add(ShutdownHook.class, new ShutdownHook("qemu-exit", run));
  }
}
