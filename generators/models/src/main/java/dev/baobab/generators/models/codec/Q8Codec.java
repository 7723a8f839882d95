// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

import static dev.baobab.dsl.DataType.BLOCK;
import static dev.baobab.dsl.DataType.SCALE_BYTES;

/** Q8_0: a block is a binary16 scale and 32 int8; value = scale * quant. */
final class Q8Codec implements RowCodec {
  private static final int BLOCK_BYTES = SCALE_BYTES + BLOCK;
  private static final float GREATEST_QUANT = 127;

  @Override
  public void encode(float[] values, int from, int count, byte[] bytes, int at) {
    for (int block = 0; block < count / BLOCK; block++) {
      encodeBlock(values, from + block * BLOCK, bytes, at + block * BLOCK_BYTES);
    }
  }

  private static void encodeBlock(float[] values, int from, byte[] bytes, int at) {
    float greatest = 0;
    for (int i = 0; i < BLOCK; i++) {
      greatest = Math.max(greatest, Math.abs(values[from + i]));
    }
    float scale = greatest / GREATEST_QUANT;
    float inverse = scale == 0 ? 0 : 1 / scale;
    LittleEndian.putShort(bytes, at, Half.fromFloat(scale));
    for (int i = 0; i < BLOCK; i++) {
      bytes[at + SCALE_BYTES + i] = (byte) Rounding.nearest(values[from + i] * inverse);
    }
  }

  @Override
  public void decode(byte[] bytes, int at, int count, float[] values, int from) {
    for (int block = 0; block < count / BLOCK; block++) {
      int start = at + block * BLOCK_BYTES;
      float scale = Half.toFloat(LittleEndian.getShort(bytes, start));
      for (int i = 0; i < BLOCK; i++) {
        values[from + block * BLOCK + i] = scale * bytes[start + SCALE_BYTES + i];
      }
    }
  }
}
