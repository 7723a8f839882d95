// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A token's instructions; docs/performance.md has the figures, tools/measure makes them. The
 * guest's clock counts them, so a busy machine changes nothing.
 */
class InstructionsTest {
  private static final double INSTRUCTIONS_A_SECOND = 1e9;

  /** What docs/performance.md has on record, and how much more a change may cost. */
  private static final Map<DataType, Double> RECORDED =
      Map.of(DataType.F32, 2_521_432.0, DataType.Q8_0, 3_495_281.0);

  private static final double GROWTH = 1.05;

  /** Counting makes QEMU slow, and other tests run beside this one. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static double instructions(DataType type, int steps)
      throws IOException, InterruptedException {
    QemuMachine machine = QemuMachine.standard().countingInstructions();

    RunResult run =
        Speed.kernelFor("avx2", steps).quantize(type).build().runQemu(machine, PATIENCE);

    double instructions = INSTRUCTIONS_A_SECOND / Speed.tokensPerSecond(run, steps);
    System.out.printf("%s, %d tokens: %.0f instructions a token%n", type, steps, instructions);
    return instructions;
  }

  @Test
  void instructionsOfEarlyTokens() throws IOException, InterruptedException {
    checkEarlyTokens(DataType.Q8_0);
  }

  @Test
  @Tag("slow")
  void instructionsOfEarlyTokensInFloat32() throws IOException, InterruptedException {
    checkEarlyTokens(DataType.F32);
  }

  private static void checkEarlyTokens(DataType type) throws IOException, InterruptedException {
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
}
