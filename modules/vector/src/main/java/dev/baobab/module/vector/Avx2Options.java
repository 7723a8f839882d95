// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.vector;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.module.KernelModule;

/** A vector set for AVX2. */
@KernelModule(
    id = "vector-avx2",
    builder = "Vectors.avx2",
    summary = "Vector set for AVX2",
    composer = Avx2Module.class,
    requires = "vector",
    sources = "vector_avx2.c",
    cpu = {CpuFeature.AVX, CpuFeature.AVX2, CpuFeature.FMA, CpuFeature.F16C})
public interface Avx2Options {}
