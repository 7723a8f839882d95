// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.source.NasmWriter;
import dev.baobab.module.matmul.QuantShape.Tile;
import java.util.HashSet;
import java.util.Set;

/** What the kernels with VEX and EVEX instructions have in common: all but the integer products. */
abstract class QuantAvxKernel extends QuantKernel {
  /** For anything of short life; at a block's end the subclass's other registers are free too. */
  static final int X = 0;

  /** The first of as many registers as a line has vectors: the unpacked weights. */
  static final int UNPACKED = 1;

  QuantAvxKernel(InstructionSet set, QuantFormat format, QuantShape shape) {
    super(set, format, shape);
  }

  @Override
  Set<CpuFeature> features() {
    Set<CpuFeature> features = new HashSet<>(super.features());
    features.add(evex() ? CpuFeature.AVX512BW : CpuFeature.F16C);
    return Set.copyOf(features);
  }

  final boolean evex() {
    return set().vectorBytes() == 64;
  }

  final String x() {
    return set().register(X);
  }

  final String unpacked(int vector) {
    return set().register(UNPACKED + vector);
  }

  /** The first number that is free for the subclass. */
  final int firstConstant() {
    return UNPACKED + mostVectors();
  }

  /** Sets a constant: the same 32 bits in all lanes. */
  final void constant(NasmWriter asm, String register, int bits) {
    asm.op("mov", "eax", "0x%08x".formatted(bits));
    if (evex()) {
      asm.op("vpbroadcastd", register, "eax");
    } else {
      String low = register.replace('y', 'x');
      asm.op("vmovd", low, "eax");
      asm.op("vpbroadcastd", register, low);
    }
  }

  @Override
  final void clear(NasmWriter asm, String register) {
    logic(asm, "vpxor", register, register, register);
  }

  /** A bitwise operation: EVEX names have the width of an element. */
  final void logic(NasmWriter asm, String mnemonic, String to, String a, String b) {
    asm.op(evex() ? mnemonic + "d" : mnemonic, to, a, b);
  }

  /** Loads a nibble of each byte of a line: the low one (part 0) or the high one. */
  final void unpackNibbles(NasmWriter asm, Tile tile, int line, int part, String mask) {
    for (int vector = 0; vector < vectors(tile); vector++) {
      if (part == 0) {
        logic(asm, "vpand", unpacked(vector), mask, quants(line, vector));
        continue;
      }
      String source = quants(line, vector);
      if (!evex()) {
        asm.op("vmovdqa", unpacked(vector), source);
        source = unpacked(vector);
      }
      asm.op("vpsrlw", unpacked(vector), source, 4);
      logic(asm, "vpand", unpacked(vector), unpacked(vector), mask);
    }
  }

  /** Turns the dots of a token into the block's 32-bit integers, if they are anything else. */
  void settle(NasmWriter asm, Tile tile, int token) {}

  /** Whether the weights were multiplied with the bias added. */
  abstract boolean biased();

  @Override
  final void addBlock(NasmWriter asm, Tile tile) {
    for (int vector = 0; vector < vectors(tile); vector++) {
      asm.op("vcvtph2ps", unpacked(vector), rowScales(vector));
    }
    for (int token = 0; token < tile.tokens(); token++) {
      settle(asm, tile, token);
      if (biased()) {
        subtractBias(asm, tile, token);
      }
      String scale = ofToken(SCALES, token) + "{1to16}";
      if (!evex()) {
        asm.op("vbroadcastss", x(), ofToken(SCALES, token));
        scale = x();
      }
      for (int vector = 0; vector < vectors(tile); vector++) {
        String dots = dots(tile, token, vector);
        asm.op("vcvtdq2ps", dots, dots);
        asm.op("vmulps", dots, dots, scale);
        asm.op("vfmadd231ps", totals(tile, token, vector), dots, unpacked(vector));
      }
    }
    if (format().minimum()) {
      addMinima(asm, tile);
    }
  }

  /** Adds the minima, each times the sum of the block's x. */
  private void addMinima(NasmWriter asm, Tile tile) {
    for (int vector = 0; vector < vectors(tile); vector++) {
      asm.op("vcvtph2ps", unpacked(vector), rowMinima(vector));
    }
    for (int token = 0; token < tile.tokens(); token++) {
      scaledSum(asm, token);
      for (int vector = 0; vector < vectors(tile); vector++) {
        asm.op("vfmadd231ps", totals(tile, token, vector), x(), unpacked(vector));
      }
    }
  }

  /** The sum of a token's x as a float, in all lanes: it is exact until it is scaled. */
  private void scaledSum(NasmWriter asm, int token) {
    if (evex()) {
      asm.op("vcvtdq2ps", x(), ofToken(SUMS, token) + "{1to16}");
      asm.op("vmulps", x(), x(), ofToken(SCALES, token) + "{1to16}");
      return;
    }
    String scalar = "xmm" + X;
    // Any register: what a conversion takes from it is not used, and it waits for nothing.
    String any = "xmm" + firstConstant();
    asm.op("vcvtsi2ss", scalar, any, "dword " + ofToken(SUMS, token));
    asm.op("vmulss", scalar, scalar, ofToken(SCALES, token));
    asm.op("vbroadcastss", x(), scalar);
  }

  private void subtractBias(NasmWriter asm, Tile tile, int token) {
    int shift = Integer.numberOfTrailingZeros(format().bias());
    if (evex()) {
      asm.op("vpslld", x(), ofToken(SUMS, token) + "{1to16}", shift);
    } else {
      asm.op("vpbroadcastd", x(), ofToken(SUMS, token));
      asm.op("vpslld", x(), x(), shift);
    }
    for (int vector = 0; vector < vectors(tile); vector++) {
      asm.op("vpsubd", dots(tile, token, vector), dots(tile, token, vector), x());
    }
  }

  @Override
  final void store(NasmWriter asm, String address, String totals) {
    asm.op("vmovups", address, totals);
  }
}
