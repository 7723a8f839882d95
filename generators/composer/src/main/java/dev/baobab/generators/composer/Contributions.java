// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.composer;

import dev.baobab.dsl.extension.Capability;
import dev.baobab.dsl.extension.ExtensionPoint;
import dev.baobab.dsl.module.Contribution;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the modules of a kernel contribute, in the order of the plan. Immutable.
 *
 * @param toPoints the contributions to extension points
 * @param capabilities the capabilities, each with the module that provides it
 */
public record Contributions(
    List<Contribution<ExtensionPoint>> toPoints, List<Contribution<Capability>> capabilities) {
  public Contributions {
    toPoints = sorted(toPoints);
    capabilities = sorted(capabilities);
  }

  /** The contributions to one extension point. */
  public <T extends ExtensionPoint> List<Contribution<T>> to(Class<T> point) {
    return toPoints.stream()
        .filter(contribution -> point.isInstance(contribution.value()))
        .map(contribution -> as(point, contribution))
        .toList();
  }

  /** The capability of a type, with its provider. */
  public <C extends Capability> Optional<Contribution<C>> capability(Class<C> type) {
    return capabilities.stream()
        .filter(contribution -> type.isInstance(contribution.value()))
        .map(contribution -> as(type, contribution))
        .findFirst();
  }

  private static <T> List<Contribution<T>> sorted(Collection<Contribution<T>> contributions) {
    return contributions.stream().sorted().toList();
  }

  private static <T> Contribution<T> as(Class<T> type, Contribution<? super T> contribution) {
    return new Contribution<>(
        contribution.module(),
        contribution.rank(),
        contribution.ordinal(),
        type.cast(contribution.value()));
  }
}
