// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.module;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of all options of one module: those that were set, and the defaults of the others.
 *
 * @param module the module
 * @param values a value for each of the module's options, by name, in order of declaration
 */
public record OptionValues(ModuleDescriptor module, Map<String, Object> values) {
  public OptionValues {
    Map<String, Object> complete = new LinkedHashMap<>();
    for (OptionDescriptor option : module.options()) {
      complete.put(option.name(), values.getOrDefault(option.name(), option.defaultValue()));
    }
    for (String name : values.keySet()) {
      if (!complete.containsKey(name)) {
        throw new IllegalArgumentException(module.id() + " has no option " + name);
      }
    }
    values = java.util.Collections.unmodifiableMap(complete);
  }

  /** The value of a {@link OptionType#BOOLEAN} option. */
  public boolean flag(String option) {
    return (Boolean) get(option);
  }

  /** The value of an {@link OptionType#INTEGER} option. */
  public long integer(String option) {
    return (Long) get(option);
  }

  /** The value of a {@link OptionType#NUMBER} option. */
  public double number(String option) {
    return (Double) get(option);
  }

  /** The value of a {@link OptionType#TEXT} or {@link OptionType#CHOICE} option. */
  public String text(String option) {
    return (String) get(option);
  }

  private Object get(String option) {
    Object value = values.get(option);
    if (value == null) {
      throw new IllegalArgumentException(module.id() + " has no option " + option);
    }
    return value;
  }
}
