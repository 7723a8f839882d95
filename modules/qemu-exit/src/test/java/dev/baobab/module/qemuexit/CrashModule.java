// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.qemuexit;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.module.FeatureModule;

final class CrashModule extends FeatureModule {
  CrashModule(CrashOptions options) {}

  @Override
  protected void contribute() {
    CFunction boot = CFunction.of("bb_crash_boot", "crash.h");
    add(BootStep.class, new BootStep(Phase.MODEL, "crash", boot));
  }
}
