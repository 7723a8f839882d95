// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.source.NasmWriter;
import java.util.List;
import java.util.Set;

/** 256-bit vectors and fused multiply-add: AVX2 and FMA. */
public final class Avx2 extends Avx {
  private static final int MASK = 3;

  @Override
  public String id() {
    return "avx2";
  }

  @Override
  public String title() {
    return "AVX2 and FMA";
  }

  @Override
  public Set<CpuFeature> cpuFeatures() {
    return Set.of(CpuFeature.AVX, CpuFeature.AVX2, CpuFeature.FMA);
  }

  @Override
  public MicroKernel tuned() {
    return new MicroKernel(7, 12);
  }

  @Override
  int lanes() {
    return 8;
  }

  @Override
  String register(int number) {
    return ymm(number);
  }

  @Override
  int accumulator(int row) {
    return 4 + row;
  }

  @Override
  int accumulators() {
    return 12;
  }

  @Override
  void clear(NasmWriter asm, int accumulator) {
    asm.op("vxorps", xmm(accumulator), xmm(accumulator), xmm(accumulator));
  }

  @Override
  void prepareTail(NasmWriter asm) {
    asm.comment("Mask of the tail: lanes whose number is below the columns that are left.");
    asm.op("and", "eax", lanes() - 1);
    asm.op("vmovd", xmm(SCRATCH), "eax");
    asm.op("vpbroadcastd", ymm(SCRATCH), xmm(SCRATCH));
    asm.op("mov", "rax", "0x0706050403020100");
    asm.op("vmovq", xmm(SCRATCH2), "rax");
    asm.op("vpmovzxbd", ymm(SCRATCH2), xmm(SCRATCH2));
    asm.op("vpcmpgtd", ymm(MASK), ymm(SCRATCH), ymm(SCRATCH2));
  }

  @Override
  void loadTail(NasmWriter asm, String address) {
    asm.op("vmaskmovps", ymm(X), ymm(MASK), address);
  }

  @Override
  void multiplyAddTail(NasmWriter asm, int accumulator, String weights) {
    asm.op("vmaskmovps", ymm(SCRATCH), ymm(MASK), weights);
    asm.op("vfmadd231ps", ymm(accumulator), ymm(X), ymm(SCRATCH));
  }

  @Override
  void sumLanes(NasmWriter asm, List<Integer> accumulators) {
    int count = accumulators.size();
    String a = ymm(accumulators.get(0));
    asm.op("vhaddps", ymm(X), a, count > 1 ? ymm(accumulators.get(1)) : a);
    String second = ymm(X);
    if (count > 2) {
      second = ymm(SCRATCH);
      String c = ymm(accumulators.get(2));
      asm.op("vhaddps", second, c, count > 3 ? ymm(accumulators.get(3)) : c);
    }
    asm.op("vhaddps", ymm(X), ymm(X), second);
    foldTo128(asm, X);
  }
}
