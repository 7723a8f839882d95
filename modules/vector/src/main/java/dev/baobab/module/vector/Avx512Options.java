// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.vector;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.module.KernelModule;

/** A vector set for AVX-512. */
@KernelModule(
    id = "vector-avx512",
    builder = "Vectors.avx512",
    summary = "Vector set for AVX-512",
    composer = Avx512Module.class,
    requires = "vector",
    sources = "vector_avx512.c",
    cpu = {
      CpuFeature.AVX,
      CpuFeature.AVX2,
      CpuFeature.FMA,
      CpuFeature.F16C,
      CpuFeature.AVX512F,
      CpuFeature.AVX512BW,
      CpuFeature.AVX512VL
    })
public interface Avx512Options {}
