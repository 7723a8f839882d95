// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.extension.WeightType;
import dev.baobab.dsl.module.Contribution;
import jakarta.inject.Inject;
import java.util.Set;

/** The kernels of {@link InstructionSet#AVX_VNNI}. */
final class AvxVnniModule extends InstructionSetModule {
  AvxVnniModule(AvxVnniOptions options) {
    super(InstructionSet.AVX_VNNI, Assembly.class);
  }

  /** Their assembly. */
  static final class Assembly extends InstructionSetModule.Assembly {
    @Inject
    Assembly(Set<Contribution<WeightType>> types) {
      super(InstructionSet.AVX_VNNI, types);
    }
  }
}
