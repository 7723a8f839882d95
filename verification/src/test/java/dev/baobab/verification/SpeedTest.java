// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token's cost; docs/performance.md has the figures, tools/measure makes them. */
class SpeedTest {
  private static final int ROUNDS = 20;
  private static final double SHARE = 0.75;
  private static final double INSTRUCTIONS_A_SECOND = 1e9;

  /** The guest's clock counts instructions, so a noisy machine changes nothing. */
  private static void countInstructions(int steps) throws IOException, InterruptedException {
    QemuMachine machine = QemuMachine.standard().countingInstructions();

    RunResult run = Speed.kernel(steps, "matmul-avx2").build().runQemu(machine);

    double instructions = INSTRUCTIONS_A_SECOND / Speed.tokensPerSecond(run, steps);
    System.out.printf("%d tokens: %.0f instructions a token%n", steps, instructions);
    assertThat(instructions).as("instructions a token").isBetween(1.9e6, 3.0e6);
  }

  @Test
  void instructionsOfEarlyTokens() throws IOException, InterruptedException {
    countInstructions(101);
  }

  @Test
  @Tag("slow")
  void instructionsOfAWholeContext() throws IOException, InterruptedException {
    countInstructions(Speed.CONTEXT);
  }

  /** The best of some runs, as few as it takes: other work on the machine slows all of them. */
  @ParameterizedTest
  @ValueSource(strings = {"matmul-sse2", "matmul-avx2", "matmul-avx512"})
  void readsNearlyAtTheSpeedOfMemory(String matmul) throws IOException, InterruptedException {
    BuiltKernel kernel = Speed.kernel(Speed.CONTEXT, matmul).build();
    double read = 0;
    double tokens = 0;
    double share = 0;
    for (int round = 0; round < ROUNDS && share < SHARE; round++) {
      read = Math.max(read, Speed.readBandwidth());
      tokens = Math.max(tokens, Speed.tokensPerSecond(kernel.runHosted(), Speed.CONTEXT));
      share = tokens * Speed.BYTES_A_TOKEN / read;
    }
    System.out.printf("%s: %.1f tokens/s, %.2f of reading%n", matmul, tokens, share);
    assertThat(share).as("share of one core's read bandwidth").isGreaterThanOrEqualTo(SHARE);
  }
}
