// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.module.KernelModule;

/** Matrix kernels for AVX-512, for every installed type of weights. */
@KernelModule(
    id = "matmul-avx512",
    builder = "MatMul.avx512",
    summary = "Matrix kernels for AVX-512",
    composer = Avx512Module.class,
    requires = "matmul",
    cpu = {CpuFeature.AVX512F})
public interface Avx512Options {}
