// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param tries without a byte of progress between them
 * @param firstWait before the second try; each further wait is twice as long
 * @param longestWait no wait is longer, whatever a server asks for
 * @param silence without a byte, after which a connection counts as broken
 */
public record RetryPolicy(int tries, Duration firstWait, Duration longestWait, Duration silence) {
  /** What suits people: five tries, about half a minute of waits. */
  public static RetryPolicy standard() {
    return new RetryPolicy(
        5, Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(30));
  }

  /** The wait behind so many failures in a row. */
  Duration wait(int failures) {
    Duration wait = firstWait.multipliedBy(1L << Math.min(failures - 1, 16));
    return shorter(wait, longestWait);
  }

  /** The wait that a server asks for, in seconds, within bounds. */
  Duration asked(long seconds) {
    return shorter(Duration.ofSeconds(Math.max(0, Math.min(seconds, 1 << 20))), longestWait);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
