// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.weightsq41;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.extension.WeightType;
import dev.baobab.dsl.module.FeatureModule;
import java.util.Set;

/** The type Q4_1 and its reference kernel. */
final class WeightsQ41Module extends FeatureModule {
  private static final String TYPE = "Q4_1";

  WeightsQ41Module(WeightsQ41Options options) {}

  @Override
  protected void contribute() {
    add(WeightType.class, new WeightType(TYPE, true, function("pack"), function("unpack")));
    add(
        MatMulKernel.class,
        new MatMulKernel("reference", TYPE, Set.of(), 0, function("reference")));
  }

  private static CFunction function(String verb) {
    return CFunction.of("bb_weights_q4_1_" + verb, "weights_q4_1.h");
  }
}
