// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.dsl.Kernel;
import dev.baobab.dsl.KernelDefinition;
import dev.baobab.dsl.Model;
import dev.baobab.dsl.module.ModuleDescriptor;
import dev.baobab.dsl.module.ModuleProvider;
import dev.baobab.dsl.module.ModuleRequest;
import java.util.List;
import java.util.Map;

/** A kernel that does nothing but measure a model, with the fastest code there is for that. */
@Kernel("quality")
final class MeasuringKernel extends KernelDefinition {
  private static final List<String> COMMANDS = List.of("bench", "repl");

  private final Model model;
  private final List<ModuleProvider> modules;

  /**
   * @param modules the modules that there are
   */
  MeasuringKernel(Model model, List<ModuleProvider> modules) {
    this.model = model;
    this.modules = List.copyOf(modules);
  }

  @Override
  protected void configure() {
    model(model);
    modules.stream()
        .map(ModuleProvider::descriptor)
        .filter(MeasuringKernel::helps)
        .map(Defaults::new)
        .forEach(this::install);
  }

  /** The commands; matrix kernels and vector sets, of which the best one is picked at boot. */
  private static boolean helps(ModuleDescriptor module) {
    String id = module.id();
    return COMMANDS.contains(id) || id.startsWith("matmul-") || id.startsWith("vector-");
  }

  private record Defaults(ModuleDescriptor module) implements ModuleRequest {
    @Override
    public Map<String, Object> values() {
      return Map.of();
    }
  }
}
