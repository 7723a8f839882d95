// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.MatMul;
import dev.baobab.dsl.extension.MatMulKernel;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.module.FeatureModule;
import java.util.Set;

/** The capability, the reference kernel and the generated dispatch. */
final class MatMulModule extends FeatureModule {
  private static final String HEADER = "matmul.h";

  MatMulModule(MatMulOptions options) {}

  @Override
  protected void contribute() {
    provide(MatMul.class, new MatMul(CFunction.of("bb_matmul_run_chosen", HEADER)));
    add(
        MatMulKernel.class,
        new MatMulKernel(
            "reference-f32",
            WeightType.F32.name(),
            Set.of(),
            0,
            CFunction.of("bb_matmul_reference_f32", KernelContribution.HEADER)));
    add(BootStep.class, new BootStep(Phase.CPU, "matmul", CFunction.of("bb_matmul_boot", HEADER)));
    add(
        ReplCommand.class,
        new ReplCommand(
            "matmul",
            "[KERNEL]",
            "lists the matrix kernels, or uses another",
            CFunction.of("bb_matmul_command", HEADER)));
    generator(DispatchGenerator.class);
  }
}
