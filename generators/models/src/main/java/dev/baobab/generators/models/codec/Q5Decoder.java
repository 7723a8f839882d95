// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

/**
 * Q5_0 and Q5_1: a scale, in Q5_1 a minimum, 32 bits that are the quants' fifth bits, 16 bytes of
 * two quants' lower bits each. Q5_0: value = (quant - 16) * scale; Q5_1: value = quant * scale +
 * minimum.
 */
final class Q5Decoder extends BlockDecoder {
  private static final int FIFTH = 16;

  private final boolean withMinimum;
  private final int fifthBits;

  Q5Decoder(boolean withMinimum) {
    super(SMALL, (withMinimum ? 2 : 1) * Short.BYTES + Integer.BYTES + SMALL / 2);
    this.withMinimum = withMinimum;
    this.fifthBits = (withMinimum ? 2 : 1) * Short.BYTES;
  }

  @Override
  void block(byte[] bytes, int at, float[] values, int from) {
    float scale = half(bytes, at);
    float minimum = withMinimum ? half(bytes, at + Short.BYTES) : 0;
    int fifths = LittleEndian.getInt(bytes, at + fifthBits);
    int quants = at + fifthBits + Integer.BYTES;
    for (int i = 0; i < SMALL / 2; i++) {
      byte pair = bytes[quants + i];
      int first = low(pair) | fifth(fifths, i);
      int second = high(pair) | fifth(fifths, SMALL / 2 + i);
      values[from + i] = value(first, scale, minimum);
      values[from + SMALL / 2 + i] = value(second, scale, minimum);
    }
  }

  private static int fifth(int bits, int index) {
    return (bits >>> index & 1) * FIFTH;
  }

  private float value(int quant, float scale, float minimum) {
    return withMinimum ? quant * scale + minimum : (quant - FIFTH) * scale;
  }
}
