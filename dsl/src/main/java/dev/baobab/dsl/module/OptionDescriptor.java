// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.module;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One row of a module's option table.
 *
 * @param name the name in config files and commands: {@code top-p}
 * @param type its type
 * @param defaultValue a {@code Boolean}, {@code Long}, {@code Double} or {@code String}; for a
 *     choice the choice's name
 * @param min least value of a number
 * @param max greatest value of a number
 * @param maxLength greatest length of a text in bytes of UTF-8
 * @param choices the names of a choice, in order; empty for other types
 * @param unit unit of a number, or empty
 * @param tunable whether it can be changed while the kernel runs
 * @param doc documentation: plain text, one paragraph
 */
public record OptionDescriptor(
    String name,
    OptionType type,
    Object defaultValue,
    Optional<Double> min,
    Optional<Double> max,
    int maxLength,
    List<String> choices,
    String unit,
    boolean tunable,
    String doc) {
  public OptionDescriptor {
    choices = List.copyOf(choices);
  }

  /** The name in C: {@code top_p}. */
  public String cName() {
    return name.replace('-', '_');
  }

  /** The name in C constants: {@code TOP_P}. */
  public String constantName() {
    return cName().toUpperCase(Locale.ROOT);
  }
}
