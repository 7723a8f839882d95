// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

/**
 * Conversions of float32 to integers as C has them on x86_64. Java saturates what does not fit;
 * there it becomes 2^31, whose low byte is 0. That happens for blocks of so small numbers that the
 * inverse of their scale is infinite; the scale is then zero, but the bytes are to be the same.
 */
final class Rounding {
  /** Beyond it, a float32 has no fraction, and none of these values is a quant. */
  private static final float LIMIT = 1 << 23;

  private Rounding() {}

  /** The nearest integer, ties away from zero, as {@code roundf}; 0 if it is out of range. */
  static int nearest(float value) {
    if (!(Math.abs(value) < LIMIT)) {
      return 0;
    }
    int whole = (int) value;
    float fraction = value - whole; // exact
    if (fraction >= 0.5f) {
      return whole + 1;
    }
    return fraction <= -0.5f ? whole - 1 : whole;
  }

  /** The integer part; 0 if it is out of range. */
  static int cut(float value) {
    return Math.abs(value) < LIMIT ? (int) value : 0;
  }
}
