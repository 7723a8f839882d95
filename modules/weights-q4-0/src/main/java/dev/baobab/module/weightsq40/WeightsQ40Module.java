// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.weightsq40;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.extension.WeightType;
import dev.baobab.dsl.module.FeatureModule;
import java.util.Set;

/** The type Q4_0 and its reference kernel. */
final class WeightsQ40Module extends FeatureModule {
  private static final String TYPE = "Q4_0";

  WeightsQ40Module(WeightsQ40Options options) {}

  @Override
  protected void contribute() {
    add(WeightType.class, new WeightType(TYPE, true, function("pack"), function("unpack")));
    add(
        MatMulKernel.class,
        new MatMulKernel("reference", TYPE, Set.of(), 0, function("reference")));
  }

  private static CFunction function(String verb) {
    return CFunction.of("bb_weights_q4_0_" + verb, "weights_q4_0.h");
  }
}
