// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.source.NasmWriter;

/** AVX2 with FMA, and AVX-512: three operands, of which one may be memory. */
final class AvxFloats extends FloatVectors {
  private static final int SCRATCH = 1;

  private final boolean evex;

  AvxFloats(InstructionSet set) {
    super(set);
    this.evex = set.vectorBytes() == 64;
  }

  @Override
  int registers() {
    return evex ? 32 : 16;
  }

  @Override
  int reserved() {
    return 2;
  }

  @Override
  void constants(NasmWriter asm, FloatType type) {
    // Conversions are instructions.
  }

  @Override
  void clear(NasmWriter asm, int to) {
    asm.op(evex ? "vpxord" : "vxorps", register(to), register(to), register(to));
  }

  @Override
  void broadcast(NasmWriter asm, int to, String address) {
    asm.op("vbroadcastss", register(to), address);
  }

  @Override
  void load(NasmWriter asm, FloatType type, int to, String address) {
    switch (type) {
      case F32 -> asm.op("vmovaps", register(to), address);
      case F16 -> asm.op("vcvtph2ps", register(to), address);
      case BF16 -> {
        asm.op("vpmovzxwd", register(to), address);
        asm.op("vpslld", register(to), register(to), 16);
      }
    }
  }

  @Override
  void multiplyAdd(NasmWriter asm, int sum, int weights) {
    asm.op("vfmadd231ps", register(sum), register(X), register(weights));
  }

  @Override
  void multiplyAdd(NasmWriter asm, FloatType type, int sum, String weights) {
    if (type == FloatType.F32) {
      asm.op("vfmadd231ps", register(sum), register(X), weights);
    } else {
      load(asm, type, SCRATCH, weights);
      multiplyAdd(asm, sum, SCRATCH);
    }
  }

  @Override
  void store(NasmWriter asm, String address, int from) {
    asm.op("vmovups", address, register(from));
  }
}
