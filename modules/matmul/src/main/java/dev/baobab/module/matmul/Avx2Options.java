// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.module.KernelModule;

/** Matrix kernels for AVX2 with fused multiply-add, for every installed type of weights. */
@KernelModule(
    id = "matmul-avx2",
    builder = "MatMul.avx2",
    summary = "Matrix kernels for AVX2 with fused multiply-add",
    composer = Avx2Module.class,
    requires = "matmul",
    cpu = {CpuFeature.AVX, CpuFeature.AVX2, CpuFeature.FMA})
public interface Avx2Options {}
