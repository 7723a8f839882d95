// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;
import dev.baobab.module.matmul.QuantShape.Tile;

/**
 * SSE2 multiplies pairs of 16-bit integers only: a register of 4 columns of 4 rows becomes one of
 * the even columns and one of the odd ones, and so does x. Scales are converted from float16 by
 * shifts, as there is no instruction for it.
 */
final class QuantSse2Kernel extends QuantKernel {
  private static final String EVEN = "xmm0";
  private static final String ODD = "xmm1";
  private static final String X_EVEN = "xmm2";
  private static final String X_ODD = "xmm3";
  private static final String HALF_BITS = "xmm4";
  private static final String HALF_UNIT = "xmm5";
  private static final String HALF_MAX = "xmm6";
  private static final String NIBBLE = "xmm7";

  /** Sign, exponent and fraction of a float16, moved to their places in a float32. */
  private static final int HALF_BITS_VALUE = 0x8fffe000;

  /** 2^112, the difference of the exponents' biases. */
  private static final int HALF_UNIT_VALUE = 0x77800000;

  /** The greatest finite float16, 65504, as float32. */
  private static final int HALF_MAX_VALUE = 0x477fe000;

  /** {@code shape} must be one token, one band: the registers suffice for no more. */
  QuantSse2Kernel(QuantFormat format, QuantShape shape) {
    super(InstructionSet.SSE2, format, shape);
  }

  @Override
  String summary() {
    return "%s weights, SSE2: pmaddwd of even and odd columns, one token at a time."
        .formatted(type());
  }

  @Override
  int ownRegisters() {
    return 8;
  }

  @Override
  void constants(NasmWriter asm) {
    constant(asm, HALF_BITS, HALF_BITS_VALUE);
    constant(asm, HALF_UNIT, HALF_UNIT_VALUE);
    constant(asm, HALF_MAX, HALF_MAX_VALUE);
    constant(asm, NIBBLE, 0x000f000f);
  }

  private static void constant(NasmWriter asm, String register, int bits) {
    asm.op("mov", "eax", "0x%08x".formatted(bits));
    asm.op("movd", register, "eax");
    asm.op("pshufd", register, register, 0);
  }

  @Override
  void clear(NasmWriter asm, String register) {
    asm.op("pxor", register, register);
  }

  @Override
  void unpack(NasmWriter asm, Tile tile, int line, int part) {
    // With x, vector by vector: the registers do not hold a line.
  }

  @Override
  void multiply(NasmWriter asm, Tile tile, int token, int group, boolean first) {
    int line = group % format().lines();
    int part = group / format().lines();
    asm.op("movd", X_ODD, x(token, group));
    asm.op("pshufd", X_ODD, X_ODD, 0);
    asm.op("movdqa", X_EVEN, X_ODD);
    signedBytes(asm, X_EVEN, X_ODD);
    for (int vector = 0; vector < vectors(tile); vector++) {
      asm.op("movdqa", EVEN, quants(line, vector));
      asm.op("movdqa", ODD, EVEN);
      if (format() == QuantFormat.Q8_0) {
        signedBytes(asm, EVEN, ODD);
      } else {
        nibbles(asm, part);
      }
      String dots = dots(tile, token, vector);
      asm.op("pmaddwd", EVEN, X_EVEN);
      asm.op("pmaddwd", ODD, X_ODD);
      if (first) {
        asm.op("movdqa", dots, EVEN);
      } else {
        asm.op("paddd", dots, EVEN);
      }
      asm.op("paddd", dots, ODD);
    }
  }

  /** Makes words of the even bytes in one register and of the odd bytes in the other. */
  private static void signedBytes(NasmWriter asm, String even, String odd) {
    asm.op("psllw", even, 8);
    asm.op("psraw", even, 8);
    asm.op("psraw", odd, 8);
  }

  private static void nibbles(NasmWriter asm, int part) {
    if (part == 0) {
      asm.op("psrlw", ODD, 8);
      asm.op("pand", EVEN, NIBBLE);
      asm.op("pand", ODD, NIBBLE);
    } else {
      asm.op("psrlw", EVEN, 4);
      asm.op("psrlw", ODD, 12);
      asm.op("pand", EVEN, NIBBLE);
    }
  }

  @Override
  void addBlock(NasmWriter asm, Tile tile) {
    if (format() == QuantFormat.Q4_0) {
      asm.op("movd", X_ODD, ofToken(SUMS, 0));
      asm.op("pshufd", X_ODD, X_ODD, 0);
      asm.op("pslld", X_ODD, Integer.numberOfTrailingZeros(format().bias()));
    }
    asm.op("movss", X_EVEN, ofToken(SCALES, 0));
    asm.op("shufps", X_EVEN, X_EVEN, 0);
    for (int vector = 0; vector < vectors(tile); vector++) {
      convertHalves(asm, rowScales(vector));
      String dots = dots(tile, 0, vector);
      if (format() == QuantFormat.Q4_0) {
        asm.op("psubd", dots, X_ODD);
      }
      asm.op("cvtdq2ps", dots, dots);
      asm.op("mulps", dots, X_EVEN);
      asm.op("mulps", dots, EVEN);
      asm.op("addps", totals(tile, 0, vector), dots);
    }
    if (format().minimum()) {
      addMinima(asm, tile);
    }
  }

  /** Adds the minima, each times the sum of the block's x, whose scale is in {@link #X_EVEN}. */
  private void addMinima(NasmWriter asm, Tile tile) {
    asm.op("movd", X_ODD, ofToken(SUMS, 0));
    asm.op("cvtdq2ps", X_ODD, X_ODD);
    asm.op("mulss", X_ODD, X_EVEN);
    asm.op("shufps", X_ODD, X_ODD, 0);
    for (int vector = 0; vector < vectors(tile); vector++) {
      convertHalves(asm, rowMinima(vector));
      asm.op("mulps", EVEN, X_ODD);
      asm.op("addps", totals(tile, 0, vector), EVEN);
    }
  }

  /** Leaves the float16 numbers of 4 rows in {@link #EVEN}. */
  private void convertHalves(NasmWriter asm, String halves) {
    asm.op("movq", EVEN, halves);
    asm.op("punpcklwd", EVEN, EVEN);
    asm.op("psrad", EVEN, 3);
    asm.op("pand", EVEN, HALF_BITS);
    asm.op("mulps", EVEN, HALF_UNIT);
    asm.comment("Above the greatest float16 are those of infinity and NaN: exponent to the top.");
    asm.op("movdqa", ODD, EVEN);
    asm.op("pslld", ODD, 1);
    asm.op("psrld", ODD, 1);
    asm.op("pcmpgtd", ODD, HALF_MAX);
    asm.op("psrld", ODD, 24);
    asm.op("pslld", ODD, 23);
    asm.op("por", EVEN, ODD);
  }

  @Override
  void store(NasmWriter asm, String address, String totals) {
    asm.op("movups", address, totals);
  }
}
