// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl;

/** An instruction-set extension of x86_64, by the name of its CPUID bit (Intel SDM vol. 2A). */
public enum CpuFeature {
  /** Part of every x86_64 processor. */
  SSE2,
  /** 256-bit floating point; needs the operating system, here the kernel, to enable its state. */
  AVX,
  /** 256-bit integers. */
  AVX2,
  /** Fused multiply-add, three operands. */
  FMA,
  /** Conversion between half and single precision. */
  F16C,
  /** 512-bit foundation. */
  AVX512F,
  /** 512-bit byte and word instructions. */
  AVX512BW,
  /** AVX-512 instructions on 128-bit and 256-bit registers. */
  AVX512VL,
  /** 512-bit dot products of 8-bit integers. */
  AVX512VNNI,
  /** 256-bit dot products of 8-bit integers, VEX encoded. */
  AVXVNNI,
  /** 512-bit dot products of bfloat16. */
  AVX512BF16;

  /** The name in C: {@code BB_CPU_AVX512F}. */
  public String cName() {
    return "BB_CPU_" + name();
  }
}
