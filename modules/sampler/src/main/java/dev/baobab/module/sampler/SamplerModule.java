// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.sampler;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MemoryArena;
import dev.baobab.dsl.extension.OptionListener;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.Sampler;
import dev.baobab.dsl.extension.SessionState;
import dev.baobab.dsl.module.FeatureModule;

/** The sampler capability, its memory, its seed and its state. */
final class SamplerModule extends FeatureModule {
  private static final String HEADER = "sampler.h";

  SamplerModule(SamplerOptions options) {}

  @Override
  protected void contribute() {
    provide(Sampler.class, new Sampler(CFunction.of("bb_sampler_pick", HEADER)));
    add(MemoryArena.class, new MemoryArena("sampler", CFunction.of("bb_sampler_demand", HEADER)));
    add(
        BootStep.class,
        new BootStep(Phase.MODEL, "sampler", CFunction.of("bb_sampler_boot", HEADER)));
    add(
        OptionListener.class,
        new OptionListener("seed", CFunction.of("bb_sampler_option_changed", HEADER)));
    add(SessionState.class, new SessionState("random", CFunction.of("bb_sampler_state", HEADER)));
  }
}
