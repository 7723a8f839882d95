// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;

/** SSE2: two operands, conversions by integer arithmetic. */
final class Sse2Floats extends FloatVectors {
  private static final int SCRATCH = 1;
  private static final int SCRATCH2 = 2;

  Sse2Floats() {
    super(InstructionSet.SSE2);
  }

  @Override
  int registers() {
    return 16;
  }

  @Override
  int reserved() {
    return 3;
  }

  @Override
  void constants(NasmWriter asm, FloatType type) {
    if (type == FloatType.F16) {
      asm.blank().line("section .text").line("align 16");
      constant(asm, "sign_and_half", "0x8fffffff", "sign, and the half without it");
      constant(
          asm, "half_to_single", "0x77800000", "2^112: the difference of the exponents' biases");
      constant(asm, "half_exponent", "0x0f800000", "all bits of a half's exponent");
      constant(asm, "single_exponent", "0x7f800000", "all bits of a single's exponent");
    }
  }

  private static void constant(NasmWriter asm, String name, String value, String what) {
    asm.line("%s: times 4 dd %s ; %s", name, value, what);
  }

  @Override
  void clear(NasmWriter asm, int to) {
    asm.op("xorps", register(to), register(to));
  }

  @Override
  void broadcast(NasmWriter asm, int to, String address) {
    asm.op("movss", register(to), address);
    asm.op("shufps", register(to), register(to), 0);
  }

  @Override
  void load(NasmWriter asm, FloatType type, int to, String address) {
    switch (type) {
      case F32 -> asm.op("movaps", register(to), address);
      case F16 -> {
        upperHalves(asm, to, address);
        halves(asm, to);
      }
      case BF16 -> upperHalves(asm, to, address);
    }
  }

  /** Four words of memory into the upper halves of the lanes, zeros into the lower. */
  private void upperHalves(NasmWriter asm, int to, String address) {
    asm.op("movq", register(SCRATCH2), address);
    asm.op("pxor", register(to), register(to));
    asm.op("punpcklwd", register(to), register(SCRATCH2));
  }

  /**
   * Halves in the upper halves of the lanes to singles: exponent and mantissa move to their places,
   * and a multiplication corrects the exponent, exactly, denormals included. Infinity and NaN get
   * the exponent that marks them in a single.
   */
  private void halves(NasmWriter asm, int to) {
    String half = register(to);
    String special = register(SCRATCH2);
    asm.op("psrad", half, 3);
    asm.op("pand", half, "[sign_and_half]");
    asm.op("movdqa", special, "[half_exponent]");
    asm.op("pand", special, half);
    asm.op("pcmpeqd", special, "[half_exponent]");
    asm.op("pand", special, "[single_exponent]");
    asm.op("mulps", half, "[half_to_single]");
    asm.op("orps", half, special);
  }

  @Override
  void multiplyAdd(NasmWriter asm, int sum, int weights) {
    asm.op("movaps", register(SCRATCH), register(weights));
    asm.op("mulps", register(SCRATCH), register(X));
    asm.op("addps", register(sum), register(SCRATCH));
  }

  @Override
  void multiplyAdd(NasmWriter asm, FloatType type, int sum, String weights) {
    load(asm, type, SCRATCH, weights);
    asm.op("mulps", register(SCRATCH), register(X));
    asm.op("addps", register(sum), register(SCRATCH));
  }

  @Override
  void store(NasmWriter asm, String address, int from) {
    asm.op("movups", address, register(from));
  }
}
