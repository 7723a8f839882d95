// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

import static dev.baobab.generators.models.codec.BlockDecoder.high;
import static dev.baobab.generators.models.codec.BlockDecoder.low;

/** What the K types have in common. */
final class KQuants {
  /** Bytes of the packed scales and minima of Q4_K and Q5_K. */
  static final int SCALE_BYTES = 12;

  private static final int SIX_BITS = 63;

  private KQuants() {}

  /**
   * Where the two bits of a group of 16 values are: 32 bytes serve a half of the super-block, 128
   * values, of which each 32 have their own two bits of all of these bytes.
   */
  static int pairOffset(int group) {
    return group / 8 * 32 + group % 2 * 16;
  }

  /** Which two bits of these bytes. */
  static int pairShift(int group) {
    return group % 8 / 2 * 2;
  }

  /** The 6-bit scale of a group of 32 values in the 12 bytes of Q4_K and Q5_K. */
  static int scale(byte[] bytes, int at, int group) {
    return group < 4
        ? bytes[at + group] & SIX_BITS
        : low(bytes[at + group + 4]) | (bytes[at + group - 4] & 0xff) >>> 6 << 4;
  }

  /** The 6-bit minimum of a group of 32 values in the 12 bytes of Q4_K and Q5_K. */
  static int minimum(byte[] bytes, int at, int group) {
    return group < 4
        ? bytes[at + group + 4] & SIX_BITS
        : high(bytes[at + group + 4]) | (bytes[at + group] & 0xff) >>> 6 << 4;
  }
}
