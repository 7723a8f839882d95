// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Multiplies matrices by vectors, with the fastest of the installed kernels that the processor can
 * run. A kernel in plain C is always there: it is the reference that the others are tested against.
 */
@KernelModule(
    id = "matmul",
    builder = "MatMul.options",
    summary = "Matrix-vector products, and the choice of the kernel that computes them",
    composer = MatMulModule.class,
    sources = {"matmul.c", "matmul_reference.c"},
    headers = {"matmul.h", "matmul_kernels.h"})
public interface MatMulOptions {
  /** Name of the kernel to use, as the command /matmul lists them; auto picks the fastest. */
  @Option("auto")
  String kernel();
}
