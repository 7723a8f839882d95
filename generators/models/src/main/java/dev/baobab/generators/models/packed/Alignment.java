// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

/** Multiples. */
final class Alignment {
  private Alignment() {}

  /** The least multiple that is not less than a value. */
  static long up(long value, long multiple) {
    return Math.addExact(value, multiple - 1) / multiple * multiple;
  }
}
