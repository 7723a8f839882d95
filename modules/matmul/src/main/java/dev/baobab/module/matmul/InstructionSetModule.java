// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.extension.WeightType;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.module.FeatureModule;
import dev.baobab.dsl.module.SourceGenerator;
import dev.baobab.dsl.source.SourceTree;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Contributes the kernels of one instruction set, and emits those for the types of weights that are
 * installed.
 */
abstract class InstructionSetModule extends FeatureModule {
  private final InstructionSet set;
  private final Class<? extends Assembly> assembly;

  InstructionSetModule(InstructionSet set, Class<? extends Assembly> assembly) {
    this.set = set;
    this.assembly = assembly;
  }

  @Override
  protected final void contribute() {
    Kernels.of(set).forEach(kernel -> add(MatMulKernel.class, kernel.contribution()));
    generator(assembly);
  }

  /** Emits the assembly; each module has a class of its own for Guice to make. */
  abstract static class Assembly implements SourceGenerator {
    private final InstructionSet set;
    private final Set<String> installed;

    Assembly(InstructionSet set, Set<Contribution<WeightType>> types) {
      this.set = set;
      this.installed = types.stream().map(type -> type.value().name()).collect(Collectors.toSet());
    }

    @Override
    public SourceTree generate() {
      return SourceTree.of(
          Kernels.of(set).stream()
              .filter(kernel -> installed.contains(kernel.type()))
              .map(AssemblyKernel::source)
              .toList());
    }
  }
}
