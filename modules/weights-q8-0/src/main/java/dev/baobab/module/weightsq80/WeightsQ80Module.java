// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.weightsq80;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.extension.WeightType;
import dev.baobab.dsl.module.FeatureModule;
import java.util.Set;

/** The type Q8_0 and its reference kernel. */
final class WeightsQ80Module extends FeatureModule {
  private static final String TYPE = "Q8_0";

  WeightsQ80Module(WeightsQ80Options options) {}

  @Override
  protected void contribute() {
    add(WeightType.class, new WeightType(TYPE, true, function("pack"), function("unpack")));
    add(
        MatMulKernel.class,
        new MatMulKernel("reference", TYPE, Set.of(), 0, function("reference")));
  }

  private static CFunction function(String verb) {
    return CFunction.of("bb_weights_q8_0_" + verb, "weights_q8_0.h");
  }
}
