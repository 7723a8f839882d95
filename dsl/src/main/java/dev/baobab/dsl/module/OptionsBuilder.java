// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.module;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Base of the generated builders: collects values; the resolver checks their ranges. */
public abstract class OptionsBuilder implements ModuleRequest {
  private final ModuleDescriptor module;
  private final Map<String, Object> values = new LinkedHashMap<>();

  protected OptionsBuilder(ModuleDescriptor module) {
    this.module = module;
  }

  /** Sets an option by its name. */
  protected final void set(String option, Object value) {
    values.put(option, Objects.requireNonNull(value, option));
  }

  @Override
  public final ModuleDescriptor module() {
    return module;
  }

  @Override
  public final Map<String, Object> values() {
    return Map.copyOf(values);
  }
}
