// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

/**
 * What one run of an engine gave.
 *
 * @param prompt tokens a second of the prompt; NaN if the engine does not tell
 * @param decode tokens a second of decoding
 * @param peakBytes most memory that the process had in use, files that it maps included
 */
record Sample(double prompt, double decode, long peakBytes) {
  /** Of a number of tokens and nanoseconds. */
  static double rate(int tokens, long nanos) {
    return tokens == 0 ? Double.NaN : tokens * 1e9 / nanos;
  }
}
