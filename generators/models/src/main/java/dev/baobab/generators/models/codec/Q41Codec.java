// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

import static dev.baobab.dsl.DataType.BLOCK;
import static dev.baobab.dsl.DataType.SCALE_BYTES;

/**
 * Q4_1: a block is a binary16 scale, a binary16 minimum and 16 bytes; byte i has value i in its low
 * half and value 16 + i in its high half; value = quant * scale + minimum. The least value becomes
 * quant 0, the greatest 15.
 */
final class Q41Codec implements RowCodec {
  private static final int HALF_BLOCK = BLOCK / 2;
  private static final int QUANTS = 2 * SCALE_BYTES;
  private static final int BLOCK_BYTES = QUANTS + HALF_BLOCK;
  private static final int GREATEST = 15;

  @Override
  public void encode(float[] values, int from, int count, byte[] bytes, int at) {
    for (int block = 0; block < count / BLOCK; block++) {
      encodeBlock(values, from + block * BLOCK, bytes, at + block * BLOCK_BYTES);
    }
  }

  private static void encodeBlock(float[] values, int from, byte[] bytes, int at) {
    // Not Math.min: of zeros of both signs the first counts.
    float least = values[from];
    float greatest = values[from];
    for (int i = 1; i < BLOCK; i++) {
      float value = values[from + i];
      least = value < least ? value : least;
      greatest = value > greatest ? value : greatest;
    }
    float scale = (greatest - least) / GREATEST;
    float inverse = scale == 0 ? 0 : 1 / scale;
    LittleEndian.putShort(bytes, at, Half.fromFloat(scale));
    LittleEndian.putShort(bytes, at + SCALE_BYTES, Half.fromFloat(least));
    for (int i = 0; i < HALF_BLOCK; i++) {
      int low = quant((values[from + i] - least) * inverse);
      int high = quant((values[from + HALF_BLOCK + i] - least) * inverse);
      bytes[at + QUANTS + i] = (byte) (low | (high << 4));
    }
  }

  /** Rounded half up. The sum is rounded to float32 before it is cut. */
  private static int quant(float scaled) {
    return Math.min(GREATEST, Rounding.cut(scaled + 0.5f));
  }

  @Override
  public void decode(byte[] bytes, int at, int count, float[] values, int from) {
    for (int block = 0; block < count / BLOCK; block++) {
      int start = at + block * BLOCK_BYTES;
      int first = from + block * BLOCK;
      float scale = Half.toFloat(LittleEndian.getShort(bytes, start));
      float minimum = Half.toFloat(LittleEndian.getShort(bytes, start + SCALE_BYTES));
      for (int i = 0; i < HALF_BLOCK; i++) {
        int pair = bytes[start + QUANTS + i];
        values[first + i] = (pair & GREATEST) * scale + minimum;
        values[first + HALF_BLOCK + i] = ((pair >>> 4) & GREATEST) * scale + minimum;
      }
    }
  }
}
