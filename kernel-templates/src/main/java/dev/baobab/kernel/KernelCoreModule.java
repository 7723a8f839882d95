// SPDX-License-Identifier: Apache-2.0
package dev.baobab.kernel;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.ConsoleDevice;
import dev.baobab.dsl.extension.MemoryArena;
import dev.baobab.dsl.extension.ModelSource;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.TokenListener;
import dev.baobab.dsl.module.FeatureModule;

/** The boot steps, console devices, model source, token listener and arenas of every kernel. */
final class KernelCoreModule extends FeatureModule {
  private static final String PLATFORM = "bb_platform.h";
  private static final String STEPS = "bb_boot_steps.h";
  private static final String FORWARD = "bb_forward.h";

  KernelCoreModule(KernelOptions options) {}

  @Override
  protected void contribute() {
    step(Phase.CPU, "cpu", "bb_cpu_boot", "bb_cpu.h");
    step(Phase.CONSOLE, "console", "bb_console_boot", STEPS);
    step(Phase.MEMORY, "memory", "bb_memory_boot", STEPS);
    step(Phase.STORAGE, "storage", "bb_storage_boot", STEPS);
    step(Phase.MODEL, "model", "bb_model_boot", STEPS);
    device("screen");
    device("serial");
    add(
        TokenListener.class,
        new TokenListener("first-token", CFunction.of("bb_first_token_hear", "bb_first_token.h")));
    add(ModelSource.class, new ModelSource("esp", CFunction.of("bb_esp_source_open", STEPS)));
    arena("weights", "bb_model_demand_weights", "bb_model.h");
    arena("kv", "bb_forward_demand_kv", FORWARD);
    arena("scratch", "bb_forward_demand_scratch", FORWARD);
    arena("output", "bb_forward_demand_output", FORWARD);
    arena("tokenizer", "bb_tokenizer_demand", "bb_tokenizer.h");
  }

  private void step(Phase phase, String name, String function, String header) {
    add(BootStep.class, new BootStep(phase, name, CFunction.of(function, header)));
  }

  private void device(String name) {
    add(
        ConsoleDevice.class,
        new ConsoleDevice(
            name,
            CFunction.of("bb_%s_start".formatted(name), PLATFORM),
            CFunction.of("bb_%s_write".formatted(name), PLATFORM),
            CFunction.of("bb_%s_read".formatted(name), PLATFORM)));
  }

  private void arena(String name, String function, String header) {
    add(MemoryArena.class, new MemoryArena(name, CFunction.of(function, header)));
  }
}
