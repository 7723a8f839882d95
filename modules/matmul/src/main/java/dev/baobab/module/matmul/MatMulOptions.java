// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Multiplies matrices by vectors, with the fastest of the installed kernels that the processor can
 * run, for each type of weights. Float32 weights, and a kernel in plain C for them, are always
 * there: it is the reference that the others are tested against.
 */
@KernelModule(
    id = "matmul",
    builder = "MatMul.options",
    summary = "Products of matrices and vectors, and the choice of the kernels that compute them",
    composer = MatMulModule.class,
    sources = {"matmul.c", "weight_types.c", "weights_f32.c"},
    headers = {"blocks.h", "elements.h", "matmul.h", "matmul_kernels.h", "weights_f32.h"})
public interface MatMulOptions {
  /**
   * The kernels to use: an instruction set, as the command /matmul lists them; auto picks the
   * fastest.
   */
  @Option("auto")
  String kernel();
}
