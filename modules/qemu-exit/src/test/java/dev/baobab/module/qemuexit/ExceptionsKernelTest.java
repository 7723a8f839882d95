// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.qemuexit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.ModuleCatalog;
import dev.baobab.generators.testkit.RunAssert;
import dev.baobab.generators.testkit.TestKernel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kernel that makes the processor raise an exception says so, and leaves with a failure. */
class ExceptionsKernelTest {
  @ParameterizedTest
  @CsvSource({
    "divide, division error at kernel+0x",
    "instruction, invalid instruction at kernel+0x",
    "protection, general protection fault at kernel+0x",
    "page, of address 0x7ffffffff000"
  })
  void anExceptionIsToldOf(String crime, String told) throws Exception {
    RunResult run =
        TestKernel.of(ModuleCatalog.onClassPath(), "story", "qemu-exit", "crash")
            .option("crash.crime", crime)
            .build()
            .runQemu(QemuMachine.standard());
    RunAssert.assertThat(run).failsWith("E-CPU-EXCEPTION").writes(told);
    RunAssert.assertThat(run).writes("boot step crash").writes("defect of the kernel");
    assertThat(run.exitCode()).isEqualTo(35);
  }
}
