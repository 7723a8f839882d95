// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.MemoryArena;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.generators.composer.Plan;
import java.util.List;

/** Sizes and names of the memory arenas. */
final class ArenaHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<MemoryArena> arenas =
        plan.contributions(MemoryArena.class).stream().map(Contribution::value).toList();
    out.function("size_t bb_hooks_arena_demand(bb_kernel *kernel, bb_arena_id arena)");
    out.unused(arenas, "kernel");
    out.line("switch (arena) {");
    for (MemoryArena arena : arenas) {
      out.line("case %s:", arena.cName()).line("    return %s(kernel);", out.use(arena.demand()));
    }
    out.line("case BB_ARENA_COUNT:").line("    break;").line("}").line("return 0;").end();

    // clang-format would set them in columns.
    out.blank().line("/* clang-format off */").open("const char *const bb_arena_names[] = {");
    for (MemoryArena arena : arenas) {
      out.line("[%s] = %s,", arena.cName(), CWriter.literal(arena.name()));
    }
    // Gives the table an element where there is no arena.
    out.line("[BB_ARENA_COUNT] = NULL,").close("};").line("/* clang-format on */");
  }
}
