// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.memorytimetravel;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.KvCacheObserver;
import dev.baobab.dsl.extension.MemoryArena;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.extension.TokenListener;
import dev.baobab.dsl.module.FeatureModule;

/** The checkpoints' memory, their commands, and what keeps them in step with the cache. */
final class TimeTravelModule extends FeatureModule {
  TimeTravelModule(TimeTravelOptions options) {}

  @Override
  protected void contribute() {
    add(MemoryArena.class, new MemoryArena("checkpoints", function("demand")));
    add(BootStep.class, new BootStep(Phase.MODEL, "history", function("boot")));
    add(TokenListener.class, new TokenListener("time-travel", function("hear")));
    add(KvCacheObserver.class, new KvCacheObserver("time-travel", function("observe")));
    command("checkpoint", "[NAME]", "keeps the conversation as it is now", "checkpoint");
    command("checkpoints", "", "lists the checkpoints", "list");
    command(
        "rewind",
        "[N]",
        "goes back to a checkpoint, by number or name, or to before the latest answer",
        "rewind");
    command("forget", "N", "frees a checkpoint", "forget");
  }

  private void command(String name, String usage, String summary, String verb) {
    add(ReplCommand.class, new ReplCommand(name, usage, summary, function(verb)));
  }

  private static CFunction function(String verb) {
    return CFunction.of("bb_memory_time_travel_" + verb, "memory_time_travel.h");
  }
}
