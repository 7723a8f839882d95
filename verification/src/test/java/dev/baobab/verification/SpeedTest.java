// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.HostProcessor;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token's cost; docs/performance.md has the figures, tools/measure makes them. */
class SpeedTest {
  private static final int ROUNDS = 20;
  private static final double SHARE = 0.75;
  private static final double INSTRUCTIONS_A_SECOND = 1e9;

  /** What docs/performance.md has on record, and how much more a change may cost. */
  private static final Map<DataType, Double> RECORDED =
      Map.of(DataType.F32, 2_521_432.0, DataType.Q8_0, 3_495_281.0);

  private static final double GROWTH = 1.05;

  /** The guest's clock counts instructions, so a noisy machine changes nothing. */
  private static double instructions(DataType type, int steps)
      throws IOException, InterruptedException {
    QemuMachine machine = QemuMachine.standard().countingInstructions();

    RunResult run = Speed.kernelFor("avx2", steps).quantize(type).build().runQemu(machine);

    double instructions = INSTRUCTIONS_A_SECOND / Speed.tokensPerSecond(run, steps);
    System.out.printf("%s, %d tokens: %.0f instructions a token%n", type, steps, instructions);
    return instructions;
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "Q8_0"})
  void instructionsOfEarlyTokens(DataType type) throws IOException, InterruptedException {
    double recorded = RECORDED.get(type);

    assertThat(instructions(type, 101))
        .as("instructions a token")
        .isBetween(0.5 * recorded, GROWTH * recorded);
  }

  @Test
  @Tag("slow")
  void instructionsOfAWholeContext() throws IOException, InterruptedException {
    assertThat(instructions(DataType.F32, Speed.CONTEXT))
        .as("instructions a token")
        .isBetween(1.5e6, 3.0e6);
  }

  /** The best of some runs, as few as it takes: other work on the machine slows all of them. */
  @ParameterizedTest
  @ValueSource(strings = {"sse2", "avx2", "avx512"})
  void readsNearlyAtTheSpeedOfMemory(String set) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        !set.equals("avx512") || HostProcessor.has("avx512f"), "this machine has no AVX-512");
    BuiltKernel kernel = Speed.kernelFor(set, Speed.CONTEXT).build();
    double read = 0;
    double tokens = 0;
    double share = 0;
    for (int round = 0; round < ROUNDS && share < SHARE; round++) {
      read = Math.max(read, Speed.readBandwidth());
      tokens = Math.max(tokens, Speed.tokensPerSecond(kernel.runHosted(), Speed.CONTEXT));
      share = tokens * Speed.BYTES_A_TOKEN / read;
    }
    System.out.printf("%s: %.1f tokens/s, %.2f of reading%n", set, tokens, share);
    assertThat(share).as("share of one core's read bandwidth").isGreaterThanOrEqualTo(SHARE);
  }
}
