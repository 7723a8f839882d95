// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * The capability to hand out memory. The functions have the signatures of {@code bb_memory.h}.
 *
 * @param create reserves an arena: {@code bb_arena_create}
 * @param allocate takes memory from an arena: {@code bb_arena_allocate}
 * @param usage tells how full an arena is: {@code bb_arena_usage_of}
 * @param release gives an arena's memory back: {@code bb_arena_release}
 */
public record Allocator(CFunction create, CFunction allocate, CFunction usage, CFunction release)
    implements Capability {}
