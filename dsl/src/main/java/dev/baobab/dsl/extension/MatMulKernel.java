// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

import dev.baobab.dsl.CpuFeature;
import java.util.Set;

/**
 * A matrix-vector kernel: {@code void f(const bb_matmul_args *args)} in the Microsoft calling
 * convention.
 *
 * @param name the name, for reports
 * @param type data type of the weights: {@code F32}
 * @param cpu features that it needs
 * @param priority the runnable kernel with the greatest is chosen
 * @param run the function
 */
public record MatMulKernel(
    String name, String type, Set<CpuFeature> cpu, int priority, CFunction run)
    implements ExtensionPoint {}
