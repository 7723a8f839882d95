// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.module;

import java.util.Map;

/** A wish for a module with some options set. Generated builders are requests. */
public interface ModuleRequest {
  /** The module that is wanted. */
  ModuleDescriptor module();

  /**
   * The options that were set, by name, as in {@link OptionDescriptor#defaultValue}; not yet
   * checked against their ranges.
   */
  Map<String, Object> values();
}
