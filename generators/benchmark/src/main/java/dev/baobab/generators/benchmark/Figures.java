// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What all rounds of an engine in a case gave. A round measures every engine once and reading
 * memory once, so what is compared is compared within rounds: a slow moment of the machine hits all
 * of them.
 *
 * @param what the case
 * @param engine its name
 * @param samples one a round
 * @param read bytes a second that were read in each round
 */
record Figures(Case what, String engine, List<Sample> samples, List<Double> read) {
  Figures {
    samples = List.copyOf(samples);
    read = List.copyOf(read);
  }

  /** Tokens a second of the prompt, the median. */
  double prompt() {
    return median(Sample::prompt);
  }

  /** Tokens a second of decoding, the median. */
  double decode() {
    return median(Sample::decode);
  }

  /** Most memory in use in any round. */
  long peakBytes() {
    return samples.stream().mapToLong(Sample::peakBytes).max().orElseThrow();
  }

  /**
   * The weights that decoding reads, as a share of what can be read: the median over the rounds.
   */
  double shareOfReading() {
    List<Double> shares = new ArrayList<>();
    for (int round = 0; round < samples.size(); round++) {
      shares.add(samples.get(round).decode() * what.bytesPerToken() / read.get(round));
    }
    return median(shares);
  }

  /** Bytes a second that were read, the median. */
  double readBandwidth() {
    return median(read);
  }

  /** How much faster it is than another engine: the median of the rounds' ratios. */
  double ratio(Figures other, ToDoubleFunction<Sample> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < samples.size(); round++) {
      ratios.add(
          figure.applyAsDouble(samples.get(round))
              / figure.applyAsDouble(other.samples.get(round)));
    }
    return median(ratios);
  }

  private double median(ToDoubleFunction<Sample> figure) {
    return median(samples.stream().mapToDouble(figure).boxed().toList());
  }

  /** The median; the mean of the two in the middle of an even number; NaN if one is. */
  static double median(List<Double> values) {
    if (values.stream().anyMatch(value -> value.isNaN())) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
