// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.weightsbf16;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.extension.WeightType;
import dev.baobab.dsl.module.FeatureModule;
import java.util.Set;

/** The type BF16 and its reference kernel. */
final class WeightsBf16Module extends FeatureModule {
  private static final String TYPE = "BF16";

  WeightsBf16Module(WeightsBf16Options options) {}

  @Override
  protected void contribute() {
    add(WeightType.class, new WeightType(TYPE, false, function("pack"), function("unpack")));
    add(
        MatMulKernel.class,
        new MatMulKernel("reference", TYPE, Set.of(), 0, function("reference")));
  }

  private static CFunction function(String verb) {
    return CFunction.of("bb_weights_bf16_" + verb, "weights_bf16.h");
  }
}
