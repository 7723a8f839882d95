// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.source.NasmWriter;
import java.util.List;
import java.util.Set;

/**
 * 128-bit vectors, what every x86_64 processor has. Two-operand instructions whose memory operands
 * must be aligned: weights go through a register.
 */
public final class Sse2 extends InstructionSet {
  /** Lanes 1, 2, 3, 0, for {@code shufps}. */
  private static final String ROTATE = "0x39";

  @Override
  public String id() {
    return "sse2";
  }

  @Override
  public String title() {
    return "SSE2";
  }

  @Override
  public Set<CpuFeature> cpuFeatures() {
    return Set.of();
  }

  @Override
  public MicroKernel tuned() {
    return new MicroKernel(4, 4);
  }

  @Override
  int lanes() {
    return 4;
  }

  @Override
  String register(int number) {
    return xmm(number);
  }

  @Override
  int accumulator(int row) {
    return 3 + row;
  }

  @Override
  int accumulators() {
    return 13;
  }

  @Override
  void move128(NasmWriter asm, String to, String from) {
    asm.op("movups", to, from);
  }

  @Override
  void clear(NasmWriter asm, int accumulator) {
    asm.op("xorps", xmm(accumulator), xmm(accumulator));
  }

  @Override
  void loadX(NasmWriter asm, String address) {
    asm.op("movups", xmm(X), address);
  }

  @Override
  void multiplyAdd(NasmWriter asm, int accumulator, String weights) {
    asm.op("movups", xmm(SCRATCH), weights);
    asm.op("mulps", xmm(SCRATCH), xmm(X));
    asm.op("addps", xmm(accumulator), xmm(SCRATCH));
  }

  @Override
  int tailColumns() {
    return 1;
  }

  @Override
  void prepareTail(NasmWriter asm) {
    // Column by column: no mask.
  }

  @Override
  void loadTail(NasmWriter asm, String address) {
    asm.op("movss", xmm(X), address);
  }

  @Override
  void multiplyAddTail(NasmWriter asm, int accumulator, String weights) {
    asm.op("movss", xmm(SCRATCH), weights);
    asm.op("mulss", xmm(SCRATCH), xmm(X));
    asm.op("addss", xmm(accumulator), xmm(SCRATCH));
  }

  @Override
  void storeSums(NasmWriter asm, List<Integer> accumulators, List<String> addresses) {
    if (accumulators.size() == MicroKernel.SUM_ROWS) {
      storeFourSums(asm, accumulators, addresses);
      return;
    }
    for (int i = 0; i < accumulators.size(); i++) {
      storeSum(asm, accumulators.get(i), addresses.get(i));
    }
  }

  /** Transposes 4x4 floats while adding. */
  private static void storeFourSums(NasmWriter asm, List<Integer> four, List<String> addresses) {
    String a = xmm(four.get(0));
    String c = xmm(four.get(2));
    addHalves(asm, a, xmm(four.get(1)));
    addHalves(asm, c, xmm(four.get(3)));
    asm.op("movaps", xmm(SCRATCH), a);
    asm.op("movlhps", a, c);
    asm.op("movhlps", c, xmm(SCRATCH));
    asm.op("addps", a, c);
    asm.op("movss", addresses.get(0), a);
    for (String address : addresses.subList(1, addresses.size())) {
      asm.op("shufps", a, a, ROTATE);
      asm.op("movss", address, a);
    }
  }

  /** Leaves a0+a2, b0+b2, a1+a3, b1+b3 in a. */
  private static void addHalves(NasmWriter asm, String a, String b) {
    asm.op("movaps", xmm(SCRATCH), a);
    asm.op("unpcklps", a, b);
    asm.op("unpckhps", xmm(SCRATCH), b);
    asm.op("addps", a, xmm(SCRATCH));
  }

  private static void storeSum(NasmWriter asm, int accumulator, String address) {
    String a = xmm(accumulator);
    asm.op("movhlps", xmm(SCRATCH), a);
    asm.op("addps", a, xmm(SCRATCH));
    asm.op("movaps", xmm(SCRATCH), a);
    asm.op("shufps", xmm(SCRATCH), xmm(SCRATCH), 1);
    asm.op("addss", a, xmm(SCRATCH));
    asm.op("movss", address, a);
  }

  @Override
  void leave(NasmWriter asm) {
    // No upper halves to clear.
  }
}
