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

  /**
   * The best of some runs, as few as it takes, each against what is read just before and after it:
   * other work on the machine slows runs, and what it lets through differs from minute to minute.
   */
  @ParameterizedTest
  @ValueSource(strings = {"sse2", "avx2", "avx512"})
  void readsNearlyAtTheSpeedOfMemory(String set) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        !set.equals("avx512") || HostProcessor.has("avx512f"), "this machine has no AVX-512");
    BuiltKernel kernel = Speed.kernelFor(set, Speed.CONTEXT).build();
    double share = 0;
    double before = Speed.readBandwidth();
    for (int round = 0; round < ROUNDS && share < SHARE; round++) {
      double tokens = Speed.tokensPerSecond(kernel.runHosted(), Speed.CONTEXT);
      double after = Speed.readBandwidth();
      share = Math.max(share, tokens * Speed.BYTES_A_TOKEN / Math.max(before, after));
      System.out.printf("%s: %.1f tokens/s, %.2f of reading at best%n", set, tokens, share);
      before = after;
    }
    assertThat(share).as("share of one core's read bandwidth").isGreaterThanOrEqualTo(SHARE);
  }
}
