// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

/**
 * Q6_K: 128 bytes of low halves, 64 of two high bits, 16 scales of 8 bits, a scale of the scales.
 * value = scale * group scale * (quant - 32). Of each half, 128 values, the low halves of values 0
 * to 63 are in the low halves of 64 bytes, those of values 64 to 127 in the high halves; the high
 * bits are laid out as the quants of Q2_K.
 */
final class Q6KDecoder extends BlockDecoder {
  private static final int HIGH_BITS = LARGE / 2;
  private static final int SCALES = HIGH_BITS + LARGE / 4;
  private static final int SCALE = SCALES + LARGE / 16;
  private static final int GROUP = 16;
  private static final int OFFSET = 32;

  Q6KDecoder() {
    super(LARGE, SCALE + Short.BYTES);
  }

  @Override
  void block(byte[] bytes, int at, float[] values, int from) {
    float scale = half(bytes, at + SCALE);
    for (int group = 0; group < LARGE / GROUP; group++) {
      float step = scale * bytes[at + SCALES + group];
      int lows = at + group / 8 * 64 + group % 4 * GROUP;
      int highs = at + HIGH_BITS + KQuants.pairOffset(group);
      int shift = KQuants.pairShift(group);
      boolean upper = group % 8 >= 4;
      for (int i = 0; i < GROUP; i++) {
        int quant = upper ? high(bytes[lows + i]) : low(bytes[lows + i]);
        quant |= (bytes[highs + i] >>> shift & 3) << 4;
        values[from + group * GROUP + i] = step * (quant - OFFSET);
      }
    }
  }
}
