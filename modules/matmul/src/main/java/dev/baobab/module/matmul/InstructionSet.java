// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.CpuFeature;
import java.util.Set;

/** A vector instruction set that kernels are emitted for, each in a module of its own. */
enum InstructionSet {
  /** What every x86_64 processor has; 128-bit vectors, two operands. */
  SSE2("sse2", "SSE2", 16),
  /** 256-bit vectors, three operands. */
  AVX2("avx2", "AVX2 and FMA", 32, CpuFeature.AVX, CpuFeature.AVX2, CpuFeature.FMA),
  /** AVX2 with dot products of bytes. */
  AVX_VNNI(
      "avx-vnni",
      "AVX-VNNI",
      32,
      CpuFeature.AVX,
      CpuFeature.AVX2,
      CpuFeature.FMA,
      CpuFeature.AVXVNNI),
  /** 512-bit vectors; 32 registers. */
  AVX512("avx512", "AVX-512", 64, CpuFeature.AVX512F),
  /** AVX-512 with dot products of bytes. */
  AVX512_VNNI(
      "avx512-vnni",
      "AVX-512 VNNI",
      64,
      CpuFeature.AVX512F,
      CpuFeature.AVX512BW,
      CpuFeature.AVX512VNNI);

  private final String id;
  private final String title;
  private final int vectorBytes;
  private final Set<CpuFeature> features;

  InstructionSet(String id, String title, int vectorBytes, CpuFeature... features) {
    this.id = id;
    this.title = title;
    this.vectorBytes = vectorBytes;
    this.features = Set.of(features);
  }

  /** The name in options, commands and reports: {@code avx512-vnni}. */
  String id() {
    return id;
  }

  /** The name in symbols and file names: {@code avx512_vnni}. */
  String symbol() {
    return id.replace('-', '_');
  }

  /** The name for people. */
  String title() {
    return title;
  }

  /** Bytes of a register. */
  int vectorBytes() {
    return vectorBytes;
  }

  /** What a kernel needs at least. */
  Set<CpuFeature> features() {
    return features;
  }

  /** Kernels of the set with the greatest priority are chosen. */
  int priority() {
    return 1 + ordinal();
  }

  /** Whether instructions are encoded with VEX or EVEX prefixes: the upper halves are in use. */
  boolean wide() {
    return this != SSE2;
  }

  /** A register at full width: {@code zmm3}. */
  String register(int number) {
    return switch (vectorBytes) {
      case 16 -> "xmm" + number;
      case 32 -> "ymm" + number;
      default -> "zmm" + number;
    };
  }
}
