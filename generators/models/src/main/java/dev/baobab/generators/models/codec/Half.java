// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.codec;

/** IEEE 754 binary16 and bfloat16, by their bits; rounded to nearest, ties to even. */
public final class Half {
  private static final int SIGN = 0x8000;
  private static final int INFINITY = 0x7c00;
  private static final int QUIET_NAN = 0x7e00;

  /** Bits of a float32's fraction that binary16 has no room for. */
  private static final int DROPPED = 13;

  /** Difference of the exponents' biases, at the exponent of a float32: 127 - 15. */
  private static final int REBIAS = 112 << 23;

  /** Bits of 2^-14, the least binary16 that is not subnormal. */
  private static final int LEAST_NORMAL = (127 - 14) << 23;

  /** Bits of 65520, which rounds up to infinity. */
  private static final int OVERFLOW = 0x477ff000;

  private Half() {}

  /** The nearest binary16. */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & SIGN;
    int magnitude = bits & Integer.MAX_VALUE;
    if (magnitude > 0x7f800000) {
      return (short) (sign | QUIET_NAN);
    }
    if (magnitude >= OVERFLOW) {
      return (short) (sign | INFINITY);
    }
    if (magnitude < LEAST_NORMAL) {
      // Adding 0.5 puts 2^-24, the least subnormal, in the last bit: the processor rounds.
      float shifted = Float.intBitsToFloat(magnitude) + 0.5f;
      return (short) (sign | (Float.floatToRawIntBits(shifted) & 0xffff));
    }
    int half = (1 << (DROPPED - 1)) - 1 + ((magnitude >>> DROPPED) & 1);
    return (short) (sign | ((magnitude - REBIAS + half) >>> DROPPED));
  }

  /** The value of a binary16. */
  public static float toFloat(short half) {
    int magnitude = half & Short.MAX_VALUE;
    float value;
    if (magnitude >= INFINITY) {
      value = Float.intBitsToFloat(0x7f800000 | ((magnitude & 0x3ff) << DROPPED));
    } else if (magnitude < 0x400) {
      value = magnitude * 0x1p-24f;
    } else {
      value = Float.intBitsToFloat((magnitude << DROPPED) + REBIAS);
    }
    return half < 0 ? -value : value;
  }

  /** The nearest bfloat16. */
  public static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if ((bits & Integer.MAX_VALUE) > 0x7f800000) {
      return (short) ((bits >>> 16) | 64); // stays a NaN, a quiet one
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  /** The value of a bfloat16. */
  public static float fromBfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }
}
