// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.generators.composer.Plan;

/** Writes the functions of one extension point. */
interface Hook {
  void write(Plan plan, HookWriter out);
}
