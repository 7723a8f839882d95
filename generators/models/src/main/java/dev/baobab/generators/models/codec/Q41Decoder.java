// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

/** Q4_1: scale, minimum, 16 bytes of two quants each; value = quant * scale + minimum. */
final class Q41Decoder extends BlockDecoder {
  private static final int QUANTS = 4;

  Q41Decoder() {
    super(SMALL, QUANTS + SMALL / 2);
  }

  @Override
  void block(byte[] bytes, int at, float[] values, int from) {
    float scale = half(bytes, at);
    float minimum = half(bytes, at + Short.BYTES);
    for (int i = 0; i < SMALL / 2; i++) {
      byte pair = bytes[at + QUANTS + i];
      values[from + i] = low(pair) * scale + minimum;
      values[from + SMALL / 2 + i] = high(pair) * scale + minimum;
    }
  }
}
