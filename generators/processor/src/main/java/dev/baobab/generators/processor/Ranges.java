// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import dev.baobab.generators.processor.OptionModel.Range;

/** A range in words. */
final class Ranges {
  private Ranges() {}

  /** {@code 0 to 1}, {@code at least 0}, {@code at most 1}; empty without bounds. */
  static String of(Range range) {
    if (range.min().isPresent() && range.max().isPresent()) {
      return number(range.min().get()) + " to " + number(range.max().get());
    }
    return range.min().map(min -> "at least " + number(min)).orElse("")
        + range.max().map(max -> "at most " + number(max)).orElse("");
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e18
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
