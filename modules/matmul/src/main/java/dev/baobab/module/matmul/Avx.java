// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;
import java.util.List;

/** What AVX2 and AVX-512 have in common: three operands, of which one may be memory; FMA. */
public abstract sealed class Avx extends InstructionSet permits Avx2, Avx512 {
  @Override
  final void move128(NasmWriter asm, String to, String from) {
    asm.op("vmovups", to, from);
  }

  @Override
  final void loadX(NasmWriter asm, String address) {
    asm.op("vmovups", register(X), address);
  }

  @Override
  final void multiplyAdd(NasmWriter asm, int accumulator, String weights) {
    asm.op("vfmadd231ps", register(accumulator), register(X), weights);
  }

  @Override
  final int tailColumns() {
    return lanes();
  }

  /** Adds the upper half of ymm{@code number} to its lower half. */
  static void foldTo128(NasmWriter asm, int number) {
    asm.op("vextractf128", xmm(SCRATCH2), ymm(number), 1);
    asm.op("vaddps", xmm(number), xmm(number), xmm(SCRATCH2));
  }

  @Override
  final void storeSums(NasmWriter asm, List<Integer> accumulators, List<String> addresses) {
    sumLanes(asm, accumulators);
    asm.op("vmovss", addresses.get(0), xmm(X));
    for (int lane = 1; lane < accumulators.size(); lane++) {
      asm.op("vextractps", addresses.get(lane), xmm(X), lane);
    }
  }

  /** Sums one to four accumulators over their lanes into as many lanes of {@link #X}. */
  abstract void sumLanes(NasmWriter asm, List<Integer> accumulators);

  static String ymm(int number) {
    return "ymm" + number;
  }

  @Override
  final void leave(NasmWriter asm) {
    asm.comment("Mixing with SSE code is slow while upper halves are in use.");
    asm.op("vzeroupper");
  }
}
