// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.source.NasmWriter;
import java.util.List;
import java.util.Set;

/**
 * 512-bit vectors: AVX-512F and nothing of its extensions. Accumulators are zmm16 to zmm31, which
 * no caller expects to be kept.
 */
public final class Avx512 extends Avx {
  private static final String MASK = "k1";

  @Override
  public String id() {
    return "avx512";
  }

  @Override
  public String title() {
    return "AVX-512F";
  }

  @Override
  public Set<CpuFeature> cpuFeatures() {
    return Set.of(CpuFeature.AVX512F);
  }

  @Override
  public MicroKernel tuned() {
    return new MicroKernel(4, 6);
  }

  @Override
  int lanes() {
    return 16;
  }

  @Override
  String register(int number) {
    return "zmm" + number;
  }

  @Override
  int accumulator(int row) {
    return 16 + row;
  }

  @Override
  int accumulators() {
    return 16;
  }

  @Override
  void clear(NasmWriter asm, int accumulator) {
    asm.op("vpxord", register(accumulator), register(accumulator), register(accumulator));
  }

  @Override
  void prepareTail(NasmWriter asm) {
    asm.comment("Mask of the tail: one bit for each column that is left.");
    asm.op("and", "eax", lanes() - 1);
    asm.op("xor", "edx", "edx");
    asm.op("bts", "edx", "eax");
    asm.op("dec", "edx");
    asm.op("kmovw", MASK, "edx");
  }

  @Override
  void loadTail(NasmWriter asm, String address) {
    asm.op("vmovups", register(X) + "{" + MASK + "}{z}", address);
  }

  @Override
  void multiplyAddTail(NasmWriter asm, int accumulator, String weights) {
    // Lanes outside the mask keep their sums, and their memory is not read.
    asm.op("vfmadd231ps", register(accumulator) + "{" + MASK + "}", register(X), weights);
  }

  @Override
  void sumLanes(NasmWriter asm, List<Integer> accumulators) {
    // No horizontal add at this width: transpose the 4x4 floats of each 128-bit lane while adding.
    int count = accumulators.size();
    int a = accumulators.get(0);
    addHalves(asm, X, a, count > 1 ? accumulators.get(1) : a);
    int second = X;
    if (count > 2) {
      second = SCRATCH;
      int c = accumulators.get(2);
      addHalves(asm, second, c, count > 3 ? accumulators.get(3) : c);
    }
    asm.op("vunpcklpd", register(SCRATCH2), register(X), register(second));
    asm.op("vunpckhpd", register(X), register(X), register(second));
    asm.op("vaddps", register(X), register(X), register(SCRATCH2));
    asm.op("vextractf64x4", ymm(SCRATCH2), register(X), 1);
    asm.op("vaddps", ymm(X), ymm(X), ymm(SCRATCH2));
    foldTo128(asm, X);
  }

  /** Leaves a0+a2, b0+b2, a1+a3, b1+b3 of each 128-bit lane in the target. */
  private void addHalves(NasmWriter asm, int target, int a, int b) {
    asm.op("vunpcklps", register(target), register(a), register(b));
    asm.op("vunpckhps", register(SCRATCH2), register(a), register(b));
    asm.op("vaddps", register(target), register(target), register(SCRATCH2));
  }
}
