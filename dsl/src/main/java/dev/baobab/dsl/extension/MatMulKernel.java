// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

import dev.baobab.dsl.CpuFeature;
import java.util.Locale;
import java.util.Set;

/**
 * A matrix kernel for one type of weights: {@code void f(const bb_matmul_args *args)} in the
 * Microsoft calling convention. It is part of the image only if a {@link WeightType} of this name
 * is installed, so a module can offer kernels for types that it does not know to be there.
 *
 * @param set what it is made of, for all types alike: {@code avx2}, {@code reference}
 * @param type data type of the weights, as {@link WeightType#name}: {@code Q8_0}
 * @param cpu features that it needs
 * @param priority of the runnable kernels of a type, the one with the greatest is chosen
 * @param run the function
 */
public record MatMulKernel(
    String set, String type, Set<CpuFeature> cpu, int priority, CFunction run)
    implements ExtensionPoint {
  /** {@code avx2-q8_0}. */
  @Override
  public String name() {
    return set + "-" + type.toLowerCase(Locale.ROOT);
  }
}
