// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

/** IQ4_NL: laid out as Q4_0, but a quant is an index into a table of levels. */
final class Iq4NlDecoder extends BlockDecoder {
  /** {@code kvalues_iq4nl} of ggml: denser about zero. */
  private static final int[] LEVELS = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  Iq4NlDecoder() {
    super(SMALL, Short.BYTES + SMALL / 2);
  }

  @Override
  void block(byte[] bytes, int at, float[] values, int from) {
    float scale = half(bytes, at);
    for (int i = 0; i < SMALL / 2; i++) {
      byte pair = bytes[at + Short.BYTES + i];
      values[from + i] = scale * LEVELS[low(pair)];
      values[from + SMALL / 2 + i] = scale * LEVELS[high(pair)];
    }
  }
}
