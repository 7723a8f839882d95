// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;

import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Vector registers survive the firmware's interrupts; docs/decisions/0005-vector-state.md. */
class VectorStateTest {
  private static final int STEPS = 64;

  /**
   * Some seconds of AVX2 in QEMU, with the firmware's timer at its usual rate, give the text of the
   * same kernel in a process, where nothing interrupts. One lost register half would be carried
   * through all later tokens by the KV cache, and a text that is sampled from a nearly flat
   * distribution shows it at once.
   */
  @Test
  void theFirmwaresTimerChangesNothing() throws IOException, InterruptedException {
    BuiltKernel kernel =
        Speed.kernel(STEPS, "matmul-avx2")
            .option("story.temperature", "1")
            .option("sampler.seed", "133742")
            .build();
    RunResult undisturbed = kernel.runHosted();

    RunResult run = kernel.runQemu(QemuMachine.standard());

    assertThat(run).tells(undisturbed.textAsString()).writes("avx2-f32");
  }
}
