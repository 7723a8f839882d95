// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MatMul;
import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.extension.WeightType;
import dev.baobab.dsl.module.FeatureModule;
import java.util.Set;

/** The capability, the type F32 with its reference kernel, and the generated dispatch. */
final class MatMulModule extends FeatureModule {
  private static final String HEADER = "matmul.h";
  private static final String F32_HEADER = "weights_f32.h";

  MatMulModule(MatMulOptions options) {}

  @Override
  protected void contribute() {
    provide(MatMul.class, new MatMul(CFunction.of("bb_matmul_run_chosen", HEADER)));
    add(
        WeightType.class,
        new WeightType(
            "F32",
            false,
            CFunction.of("bb_matmul_pack_f32", F32_HEADER),
            CFunction.of("bb_matmul_unpack_f32", F32_HEADER)));
    add(
        MatMulKernel.class,
        new MatMulKernel(
            "reference", "F32", Set.of(), 0, CFunction.of("bb_matmul_reference_f32", F32_HEADER)));
    add(BootStep.class, new BootStep(Phase.CPU, "matmul", CFunction.of("bb_matmul_boot", HEADER)));
    add(
        ReplCommand.class,
        new ReplCommand(
            "matmul",
            "[SET]",
            "lists the matrix kernels, or uses others",
            CFunction.of("bb_matmul_command", HEADER)));
    generator(DispatchGenerator.class);
  }
}
