// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.heapbump;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Hands out memory from arenas that are reserved once, in sizes that are computed from the model
 * before anything is loaded. An allocation moves a pointer; nothing is given back singly.
 */
@KernelModule(
    id = "heap-bump",
    builder = "Heap.bump",
    summary = "Bump allocator for the arenas of the memory plan",
    composer = HeapBumpModule.class,
    provides = "allocator",
    sources = "heap_bump.c",
    headers = "heap_bump.h")
public interface HeapBumpOptions {
  /** Most memory that all arenas together may take; 0 takes what the model needs. */
  @Option(value = "0", min = "0", max = "16777216", unit = "MiB")
  int mebibytes();
}
