// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import dev.baobab.dsl.extension.MemoryArena;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.generators.composer.Plan;
import java.util.List;

/** Writes bb_arenas.h: the ids of the memory arenas. */
final class ArenasEmitter {
  SourceFile emit(Plan plan) {
    List<Contribution<MemoryArena>> arenas = plan.contributions(MemoryArena.class);
    CWriter out =
        GeneratedFile.start(
            ArenasEmitter.class,
            "The memory arenas.",
            arenas.stream().map(Contribution::module).distinct().toList());
    out.line("#ifndef BB_ARENAS_H").line("#define BB_ARENAS_H").blank();
    out.open("typedef enum bb_arena_id {");
    arenas.forEach(arena -> out.line("%s,", arena.value().cName()));
    out.line("BB_ARENA_COUNT,").close("} bb_arena_id;").blank();
    return GeneratedFile.of("bb_arenas.h", out.line("#endif").text());
  }
}
