// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

/**
 * Q4_K and Q5_K: a scale of the scales and one of the minima; 8 scales and 8 minima of 6 bits in 12
 * bytes; in Q5_K 32 bytes of fifth bits, bit g of byte i that of value 32 * g + i; 128 bytes of two
 * quants each, 32 for each 64 values. value = scale * quant - minimum.
 */
final class Q4KDecoder extends BlockDecoder {
  private static final int SCALES = 2 * Short.BYTES;
  private static final int FIFTH_BITS = SCALES + KQuants.SCALE_BYTES;
  private static final int GROUP = 32;

  private final boolean fiveBits;
  private final int quantBytes;

  Q4KDecoder(boolean fiveBits) {
    super(LARGE, FIFTH_BITS + (fiveBits ? GROUP : 0) + LARGE / 2);
    this.fiveBits = fiveBits;
    this.quantBytes = FIFTH_BITS + (fiveBits ? GROUP : 0);
  }

  @Override
  void block(byte[] bytes, int at, float[] values, int from) {
    float scale = half(bytes, at);
    float minimum = half(bytes, at + Short.BYTES);
    for (int group = 0; group < LARGE / GROUP; group++) {
      float step = scale * KQuants.scale(bytes, at + SCALES, group);
      float least = minimum * KQuants.minimum(bytes, at + SCALES, group);
      int quants = at + quantBytes + group / 2 * GROUP;
      for (int i = 0; i < GROUP; i++) {
        byte pair = bytes[quants + i];
        int quant = group % 2 == 0 ? low(pair) : high(pair);
        if (fiveBits) {
          quant |= (bytes[at + FIFTH_BITS + i] >>> group & 1) << 4;
        }
        values[from + group * GROUP + i] = step * quant - least;
      }
    }
  }
}
