// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

import static dev.baobab.dsl.DataType.BLOCK;
import static dev.baobab.dsl.DataType.SCALE_BYTES;

/**
 * Q4_0: a block is a binary16 scale and 16 bytes; byte i has value i in its low half and value 16 +
 * i in its high half, each the quant plus 8; value = scale * quant. The value of greatest magnitude
 * becomes quant -8, so the scale has the opposite sign.
 */
final class Q4Codec implements RowCodec {
  private static final int HALF_BLOCK = BLOCK / 2;
  private static final int BLOCK_BYTES = SCALE_BYTES + HALF_BLOCK;
  private static final int OFFSET = 8;
  private static final int GREATEST = 15;

  @Override
  public void encode(float[] values, int from, int count, byte[] bytes, int at) {
    for (int block = 0; block < count / BLOCK; block++) {
      encodeBlock(values, from + block * BLOCK, bytes, at + block * BLOCK_BYTES);
    }
  }

  private static void encodeBlock(float[] values, int from, byte[] bytes, int at) {
    float magnitude = 0;
    float greatest = 0; // with its sign; of equals the first
    for (int i = 0; i < BLOCK; i++) {
      float value = values[from + i];
      if (magnitude < Math.abs(value)) {
        magnitude = Math.abs(value);
        greatest = value;
      }
    }
    float scale = greatest / -OFFSET;
    float inverse = scale == 0 ? 0 : 1 / scale;
    LittleEndian.putShort(bytes, at, Half.fromFloat(scale));
    for (int i = 0; i < HALF_BLOCK; i++) {
      int low = quant(values[from + i] * inverse);
      int high = quant(values[from + HALF_BLOCK + i] * inverse);
      bytes[at + SCALE_BYTES + i] = (byte) (low | (high << 4));
    }
  }

  /** Rounded half up, from -8 to 7, plus 8. The sum is rounded to float32 before it is cut. */
  private static int quant(float scaled) {
    return Math.min(GREATEST, Rounding.cut(scaled + (OFFSET + 0.5f)));
  }

  @Override
  public void decode(byte[] bytes, int at, int count, float[] values, int from) {
    for (int block = 0; block < count / BLOCK; block++) {
      int start = at + block * BLOCK_BYTES;
      int first = from + block * BLOCK;
      float scale = Half.toFloat(LittleEndian.getShort(bytes, start));
      for (int i = 0; i < HALF_BLOCK; i++) {
        int pair = bytes[start + SCALE_BYTES + i];
        values[first + i] = scale * ((pair & GREATEST) - OFFSET);
        values[first + HALF_BLOCK + i] = scale * (((pair >>> 4) & GREATEST) - OFFSET);
      }
    }
  }
}
