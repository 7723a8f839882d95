// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import dev.baobab.dsl.SourceLocation;
import java.util.Comparator;
import java.util.Optional;

/**
 * Why a module is in a kernel.
 *
 * @param asker who asks for it
 * @param name the asking module's id or hardware profile's name; empty for the other askers
 * @param location where the user asks for it, if it is the user who does
 */
public record Reason(Asker asker, String name, Optional<SourceLocation> location)
    implements Comparable<Reason> {
  private static final Comparator<Reason> ORDER =
      Comparator.comparing(Reason::asker).thenComparing(Reason::name).thenComparing(Reason::text);

  /** Who can ask for a module. */
  public enum Asker {
    /** Every kernel contains it. */
    FRAMEWORK,
    /** The user's definition installs it. */
    DEFINITION,
    /** The model needs it. */
    MODEL,
    /** The hardware profile adds it. */
    HARDWARE,
    /** Another module requires it. */
    MODULE
  }

  /** The reason as text: {@code required by "repl"}. */
  public String text() {
    String text =
        switch (asker) {
          case FRAMEWORK -> "part of every kernel";
          case DEFINITION -> "installed";
          case MODEL -> "required by the model";
          case HARDWARE -> "asked for by hardware profile \"%s\"".formatted(name);
          case MODULE -> "required by \"%s\"".formatted(name);
        };
    return text + location.map(place -> " at " + place).orElse("");
  }

  @Override
  public int compareTo(Reason other) {
    return ORDER.compare(this, other);
  }
}
