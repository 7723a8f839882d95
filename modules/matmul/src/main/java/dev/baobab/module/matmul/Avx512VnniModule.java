// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.extension.WeightType;
import dev.baobab.dsl.module.Contribution;
import jakarta.inject.Inject;
import java.util.Set;

/** The kernels of {@link InstructionSet#AVX512_VNNI}. */
final class Avx512VnniModule extends InstructionSetModule {
  Avx512VnniModule(Avx512VnniOptions options) {
    super(InstructionSet.AVX512_VNNI, Assembly.class);
  }

  /** Their assembly. */
  static final class Assembly extends InstructionSetModule.Assembly {
    @Inject
    Assembly(Set<Contribution<WeightType>> types) {
      super(InstructionSet.AVX512_VNNI, types);
    }
  }
}
