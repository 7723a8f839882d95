// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.hardware;

import static dev.baobab.dsl.CpuFeature.AVX;
import static dev.baobab.dsl.CpuFeature.AVX2;
import static dev.baobab.dsl.CpuFeature.AVX512BW;
import static dev.baobab.dsl.CpuFeature.AVX512F;
import static dev.baobab.dsl.CpuFeature.AVX512VL;
import static dev.baobab.dsl.CpuFeature.AVX512VNNI;
import static dev.baobab.dsl.CpuFeature.F16C;
import static dev.baobab.dsl.CpuFeature.FMA;

import dev.baobab.dsl.HardwareProfile;
import java.util.List;

/**
 * The hardware profiles that every definition can choose. They name modules that need not be on the
 * class path: such a name has no effect. A profile of the user's own with the same name replaces
 * one of these.
 */
public final class BuiltInProfiles {
  /** The profile that is chosen when none is named. */
  public static final String DEFAULT = "generic";

  private static final List<HardwareProfile> ALL =
      List.of(
          HardwareProfile.builder(DEFAULT)
              .summary("Any x86_64 machine with UEFI; the kernel finds out what it has")
              .build(),
          HardwareProfile.builder("qemu")
              .summary("A virtual machine of QEMU, which the kernel leaves with an exit code")
              .with("qemu-exit")
              .build(),
          // Ivy Bridge and its like: half-precision conversion, but no fused multiply-add.
          HardwareProfile.builder("laptop-2012")
              .summary("An old laptop: SSE2 and AVX, 4 GiB of memory")
              .cpu(AVX, F16C)
              .memoryMiB(4 * 1024)
              .without("matmul-avx2", "matmul-avx-vnni", "matmul-avx512", "matmul-avx512-vnni")
              .without("vector-avx2", "vector-avx512")
              .build(),
          HardwareProfile.builder("desktop-avx2")
              .summary("A desktop of the last ten years: AVX2 and FMA, 16 GiB of memory")
              .cpu(AVX, AVX2, FMA, F16C)
              .memoryMiB(16 * 1024)
              .without("matmul-avx-vnni", "matmul-avx512", "matmul-avx512-vnni", "vector-avx512")
              .build(),
          HardwareProfile.builder("server-avx512")
              .summary("A server of Cascade Lake or later: AVX-512 with VNNI, 64 GiB of memory")
              .cpu(AVX, AVX2, FMA, F16C, AVX512F, AVX512BW, AVX512VL, AVX512VNNI)
              .memoryMiB(64 * 1024)
              .without("matmul-avx-vnni")
              .build());

  private BuiltInProfiles() {}

  /** All of them. */
  public static List<HardwareProfile> all() {
    return ALL;
  }
}
