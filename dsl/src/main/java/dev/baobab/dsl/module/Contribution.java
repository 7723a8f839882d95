// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.module;

import java.util.Comparator;

/**
 * A value at an extension point, with the module that put it there. Contributions are ordered by
 * the module's place in the plan, then by the order of the calls in the module.
 *
 * @param module id of the contributing module
 * @param rank the module's place in the plan
 * @param ordinal the contribution's place in the module
 * @param value what is contributed
 * @param <T> the extension point
 */
public record Contribution<T>(String module, int rank, int ordinal, T value)
    implements Comparable<Contribution<?>> {
  private static final Comparator<Contribution<?>> ORDER =
      Comparator.<Contribution<?>>comparingInt(Contribution::rank)
          .thenComparingInt(Contribution::ordinal);

  @Override
  public int compareTo(Contribution<?> other) {
    return ORDER.compare(this, other);
  }
}
