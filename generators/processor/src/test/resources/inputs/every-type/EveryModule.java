// SPDX-License-Identifier: Apache-2.0
package demo;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.module.FeatureModule;

/** Contributes a boot step whose name is all the values. */
final class EveryModule extends FeatureModule {
  private final EveryOptions options;

  EveryModule(EveryOptions options) {
    this.options = options;
  }

  @Override
  protected void contribute() {
    String values =
        String.join(
            " ",
            String.valueOf(options.verbose()),
            String.valueOf(options.topK()),
            String.valueOf(options.bias()),
            String.valueOf(options.seed()),
            String.valueOf(options.topP()),
            options.prompt(),
            options.onExit().name());
    add(
        BootStep.class,
        new BootStep(Phase.READY, values, CFunction.of("bb_every_start", "every.h")));
  }
}
