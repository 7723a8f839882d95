// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.module.KernelModule;

/** Matrix kernels for AVX-VNNI, for every installed type of quantized weights. */
@KernelModule(
    id = "matmul-avx-vnni",
    builder = "MatMul.avxVnni",
    summary = "Matrix kernels for AVX-VNNI, for quantized weights",
    composer = AvxVnniModule.class,
    requires = "matmul",
    cpu = {CpuFeature.AVX, CpuFeature.AVX2, CpuFeature.FMA, CpuFeature.F16C, CpuFeature.AVXVNNI})
public interface AvxVnniOptions {}
