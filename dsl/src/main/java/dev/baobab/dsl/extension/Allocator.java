// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * The capability to hand out memory.
 *
 * @param create {@code bb_status f(bb_kernel *kernel, bb_arena_id arena, size_t bytes)}: reserves
 *     an arena
 * @param allocate {@code void *f(bb_arena_id arena, size_t bytes, size_t alignment)}: never fails
 *     within the plan; ends the kernel beyond it
 * @param usage {@code bb_arena_usage f(bb_arena_id arena)}
 * @param reset {@code void f(bb_arena_id arena)}: forgets what an arena holds
 */
public record Allocator(CFunction create, CFunction allocate, CFunction usage, CFunction reset)
    implements Capability {}
