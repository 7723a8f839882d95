// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

import dev.baobab.dsl.DataType;

/** Finds infinities and NaNs: numbers whose exponent is all ones. */
public final class NotFinite {
  private static final int F32_EXPONENT = 0x7f800000;
  private static final int F16_EXPONENT = 0x7c00;
  private static final int BF16_EXPONENT = 0x7f80;

  private NotFinite() {}

  /** The index of the first value that is not finite; -1 if all are. */
  public static int indexIn(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if ((Float.floatToRawIntBits(values[i]) & F32_EXPONENT) == F32_EXPONENT) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The index of the first value of a type that is not finite, of a block the first one's; -1 if
   * all are finite.
   */
  public static int indexIn(byte[] bytes, DataType type, int count) {
    return switch (type) {
      case F32 -> floats(bytes, count);
      case F16 -> halves(bytes, 0, count, 1, Short.BYTES, F16_EXPONENT);
      case BF16 -> halves(bytes, 0, count, 1, Short.BYTES, BF16_EXPONENT);
      case Q8_0, Q4_0 -> blocks(bytes, type, count, 0);
      case Q4_1 -> {
        int scale = blocks(bytes, type, count, 0);
        int minimum = blocks(bytes, type, count, DataType.SCALE_BYTES);
        yield scale < 0 || minimum < 0 ? Math.max(scale, minimum) : Math.min(scale, minimum);
      }
    };
  }

  /** Looks at the half precision number that stands at a place of each block. */
  private static int blocks(byte[] bytes, DataType type, int count, int at) {
    int stride = Math.toIntExact(type.rowBytes(DataType.BLOCK));
    return halves(bytes, at, count, DataType.BLOCK, stride, F16_EXPONENT);
  }

  private static int floats(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if ((LittleEndian.getInt(bytes, i * Float.BYTES) & F32_EXPONENT) == F32_EXPONENT) {
        return i;
      }
    }
    return -1;
  }

  /** Looks at 16 bits for each {@code step} values, {@code stride} bytes apart. */
  private static int halves(
      byte[] bytes, int first, int count, int step, int stride, int exponent) {
    for (int i = 0, at = first; i < count; i += step, at += stride) {
      if ((LittleEndian.getShort(bytes, at) & exponent) == exponent) {
        return i;
      }
    }
    return -1;
  }
}
