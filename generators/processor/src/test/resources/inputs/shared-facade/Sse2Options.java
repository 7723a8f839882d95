// SPDX-License-Identifier: Apache-2.0
package demo;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/** Multiplies with SSE2. */
@KernelModule(
    id = "matmul-sse2",
    builder = "MatMul.sse2",
    summary = "Matrix kernels for SSE2",
    composer = Sse2Module.class,
    cpu = CpuFeature.SSE2)
public interface Sse2Options {
  /** Rows of a block. */
  @Option(value = "4", min = "1", max = "8", unit = "rows")
  int rows();
}
