// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;

/**
 * Compares the logits of two engines, (positions, tokens). Differences are told as a share of the
 * greatest magnitude among a position's logits.
 */
final class Logits {
  private Logits() {}

  /** How far two engines are apart at each position. */
  static DoubleSummaryStatistics differences(float[][] some, float[][] others) {
    return IntStream.range(0, others.length)
        .mapToDouble(position -> difference(some[position], others[position]))
        .summaryStatistics();
  }

  private static double difference(float[] some, float[] others) {
    double apart = 0;
    for (int token = 0; token < others.length; token++) {
      double difference = Math.abs(some[token] - others[token]);
      apart = difference <= apart ? apart : difference; // a NaN is the greatest
    }
    return apart / scale(others);
  }

  private static double scale(float[] logits) {
    double scale = 0;
    for (float logit : logits) {
      scale = Math.max(scale, Math.abs(logit));
    }
    return scale;
  }

  /** Two engines are no further apart than the tolerance, and say the same; prints how far. */
  static void check(String what, float[][] some, float[][] others, double tolerance) {
    DoubleSummaryStatistics apart = differences(some, others);
    System.out.printf(
        "%s, apart: at most %.2e, on average %.2e%n", what, apart.getMax(), apart.getAverage());
    assertThat(apart.getMax()).as(what).isLessThan(tolerance);
    checkLikeliest(some, others, tolerance);
  }

  /** Where one engine's likeliest token leads by more than the tolerance, it is the other's too. */
  static void checkLikeliest(float[][] ours, float[][] theirs, double tolerance) {
    for (int position = 0; position < theirs.length; position++) {
      float[] logits = theirs[position];
      int best = likeliest(logits, -1);
      double lead = logits[best] - logits[likeliest(logits, best)];
      if (lead > tolerance * scale(logits)) {
        assertThat(likeliest(ours[position], -1))
            .as("the likeliest token behind position %d", position)
            .isEqualTo(best);
      }
    }
  }

  /** The likeliest token but one. */
  private static int likeliest(float[] logits, int but) {
    int best = but == 0 ? 1 : 0;
    for (int token = 0; token < logits.length; token++) {
      if (token != but && logits[token] > logits[best]) {
        best = token;
      }
    }
    return best;
  }
}
