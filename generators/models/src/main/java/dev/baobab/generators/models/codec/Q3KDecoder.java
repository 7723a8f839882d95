// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

/**
 * Q3_K: 32 bytes of high bits, which say that 4 is not to be subtracted; 64 bytes of two low bits,
 * laid out as in Q2_K; 16 scales of 6 bits in 12 bytes, each plus 32; a scale of the scales.
 */
final class Q3KDecoder extends BlockDecoder {
  private static final int QUANTS = LARGE / 8;
  private static final int SCALES = QUANTS + LARGE / 4;
  private static final int SCALE = SCALES + 12;
  private static final int GROUP = 16;
  private static final int OFFSET = 32;

  Q3KDecoder() {
    super(LARGE, SCALE + Short.BYTES);
  }

  @Override
  void block(byte[] bytes, int at, float[] values, int from) {
    float scale = half(bytes, at + SCALE);
    for (int group = 0; group < LARGE / GROUP; group++) {
      float step = scale * (groupScale(bytes, at + SCALES, group) - OFFSET);
      int quants = at + QUANTS + KQuants.pairOffset(group);
      int highs = at + group % 2 * GROUP;
      int shift = KQuants.pairShift(group);
      int highBit = group / 2;
      for (int i = 0; i < GROUP; i++) {
        int quant = bytes[quants + i] >>> shift & 3;
        int missing = (bytes[highs + i] >>> highBit & 1) == 0 ? 4 : 0;
        values[from + group * GROUP + i] = step * (quant - missing);
      }
    }
  }

  /** Four low bits in the first 8 bytes, two high bits in the last 4. */
  private static int groupScale(byte[] bytes, int at, int group) {
    byte pair = bytes[at + group % 8];
    int lowBits = group < 8 ? low(pair) : high(pair);
    int highBits = bytes[at + 8 + group % 4] >>> (group / 4 * 2) & 3;
    return lowBits | highBits << 4;
  }
}
