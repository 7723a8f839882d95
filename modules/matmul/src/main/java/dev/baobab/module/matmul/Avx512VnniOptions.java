// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.module.KernelModule;

/** Matrix kernels for AVX-512 VNNI, for every installed type of quantized weights. */
@KernelModule(
    id = "matmul-avx512-vnni",
    builder = "MatMul.avx512Vnni",
    summary = "Matrix kernels for AVX-512 VNNI, for quantized weights",
    composer = Avx512VnniModule.class,
    requires = "matmul",
    cpu = {CpuFeature.AVX512F, CpuFeature.AVX512BW, CpuFeature.AVX512VNNI})
public interface Avx512VnniOptions {}
