// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.qemuexit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.ModuleCatalog;
import dev.baobab.generators.testkit.RunAssert;
import dev.baobab.generators.testkit.TestKernel;
import org.junit.jupiter.api.Test;

/** The exit code, of a hosted kernel that has no such device and of QEMU. */
class QemuExitKernelTest {
  private static TestKernel kernel() {
    return TestKernel.of(ModuleCatalog.onClassPath(), "story", "qemu-exit")
        .option("story.steps", "5");
  }

  @Test
  void aHostedKernelEndsAsWithoutIt() throws Exception {
    RunAssert.assertThat(kernel().build().runHosted()).isOk();
  }

  @Test
  void qemuEndsWithTheCodeForSuccess() throws Exception {
    BuiltKernel kernel = kernel().build();
    RunResult run = kernel.runQemu(QemuMachine.standard());
    RunAssert.assertThat(run).isOk();
    assertThat(run.exitCode()).isEqualTo(33);
  }
}
