// SPDX-License-Identifier: Apache-2.0
package demo;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/** Multiplies with AVX2. */
@KernelModule(
    id = "matmul-avx2",
    builder = "MatMul.avx2",
    summary = "Matrix kernels for AVX2",
    composer = Avx2Module.class,
    cpu = CpuFeature.AVX2)
public interface Avx2Options {
  /** Rows of a block. */
  @Option(value = "4", min = "1", max = "8", unit = "rows")
  int rows();
}
