// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.heapbump;

import dev.baobab.dsl.extension.Allocator;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.module.FeatureModule;

/** The allocator capability. */
final class HeapBumpModule extends FeatureModule {
  private static final String HEADER = "heap_bump.h";

  HeapBumpModule(HeapBumpOptions options) {}

  @Override
  protected void contribute() {
    provide(
        Allocator.class,
        new Allocator(
            CFunction.of("bb_heap_bump_create", HEADER),
            CFunction.of("bb_heap_bump_allocate", HEADER),
            CFunction.of("bb_heap_bump_usage", HEADER),
            CFunction.of("bb_heap_bump_release", HEADER)));
  }
}
