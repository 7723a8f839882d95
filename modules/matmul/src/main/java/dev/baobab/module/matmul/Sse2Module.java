// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.extension.WeightType;
import dev.baobab.dsl.module.Contribution;
import jakarta.inject.Inject;
import java.util.Set;

/** The kernels of {@link InstructionSet#SSE2}. */
final class Sse2Module extends InstructionSetModule {
  Sse2Module(Sse2Options options) {
    super(InstructionSet.SSE2, Assembly.class);
  }

  /** Their assembly. */
  static final class Assembly extends InstructionSetModule.Assembly {
    @Inject
    Assembly(Set<Contribution<WeightType>> types) {
      super(InstructionSet.SSE2, types);
    }
  }
}
