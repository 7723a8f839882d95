// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.module.KernelModule;

/** A matrix kernel for SSE2, which every x86_64 processor has; float32 weights. */
@KernelModule(
    id = "matmul-sse2",
    builder = "MatMul.sse2",
    summary = "Matrix kernel for SSE2, which every x86_64 processor has",
    composer = Sse2Module.class,
    requires = "matmul")
public interface Sse2Options {}
