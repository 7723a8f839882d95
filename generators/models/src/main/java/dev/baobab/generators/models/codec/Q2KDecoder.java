// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

/**
 * Q2_K: for each 16 values a byte of scale (low half) and minimum (high half); 64 bytes of four
 * quants each; a scale of the scales and one of the minima. Byte i of a half holds the quants of
 * values i, 32 + i, 64 + i and 96 + i of that half, the first in the lowest bits.
 */
final class Q2KDecoder extends BlockDecoder {
  private static final int QUANTS = LARGE / 16;
  private static final int SCALE = QUANTS + LARGE / 4;
  private static final int GROUP = 16;

  Q2KDecoder() {
    super(LARGE, SCALE + 2 * Short.BYTES);
  }

  @Override
  void block(byte[] bytes, int at, float[] values, int from) {
    float scale = half(bytes, at + SCALE);
    float minimum = half(bytes, at + SCALE + Short.BYTES);
    for (int group = 0; group < LARGE / GROUP; group++) {
      float step = scale * low(bytes[at + group]);
      float least = minimum * high(bytes[at + group]);
      int quants = at + QUANTS + KQuants.pairOffset(group);
      int shift = KQuants.pairShift(group);
      for (int i = 0; i < GROUP; i++) {
        values[from + group * GROUP + i] = step * (bytes[quants + i] >>> shift & 3) - least;
      }
    }
  }
}
