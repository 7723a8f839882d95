// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.smp;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Parallel;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.ShutdownHook;
import dev.baobab.dsl.module.FeatureModule;

/** The parallel capability; processors work from the first boot phase to the shutdown. */
final class SmpModule extends FeatureModule {
  SmpModule(SmpOptions options) {}

  @Override
  protected void contribute() {
    add(BootStep.class, new BootStep(Phase.CPU, "processors", function("boot")));
    add(ShutdownHook.class, new ShutdownHook("smp", function("shutdown")));
    provide(
        Parallel.class,
        new Parallel(
            function("run"),
            function("run_pair"),
            CFunction.of("bb_smp_meet", "smp_pair.h"),
            CFunction.of("bb_smp_share", "smp_pair.h"),
            function("settle"),
            function("processors"),
            function("show")));
  }

  private static CFunction function(String verb) {
    return CFunction.of("bb_smp_" + verb, "smp.h");
  }
}
