// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.HostProcessor;
import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token's time; docs/performance.md has the figures, tools/measure makes them. */
@Tag("alone")
class SpeedTest {
  private static final int ROUNDS = 20;
  private static final double SHARE = 0.75;

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
