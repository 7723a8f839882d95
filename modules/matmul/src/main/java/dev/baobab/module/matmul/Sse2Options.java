// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.module.KernelModule;

/**
 * Matrix kernels for SSE2, which every x86_64 processor has, for every installed type of weights.
 */
@KernelModule(
    id = "matmul-sse2",
    builder = "MatMul.sse2",
    summary = "Matrix kernels for SSE2, which every x86_64 processor has",
    composer = Sse2Module.class,
    requires = "matmul")
public interface Sse2Options {}
