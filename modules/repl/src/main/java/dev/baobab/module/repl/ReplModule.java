// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.repl;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.module.FeatureModule;

/** The prompt and its own commands. */
final class ReplModule extends FeatureModule {
  ReplModule(ReplOptions options) {}

  @Override
  protected void contribute() {
    add(
        BootStep.class,
        new BootStep(Phase.PROMPT, "prompt", CFunction.of("bb_repl_boot", "repl.h")));
    command("help", "[NAME]", "lists the commands, or tells about one");
    command("set", "KEY VALUE", "changes an option until the machine is switched off");
    command("get", "[KEY]", "lists the options that can be changed, or tells about one");
    command("stats", "", "tokens and speed of the last answer and of all");
    command("model", "[NAME]", "the model's shape and files, or takes another model");
    command("cpu", "", "the processor and its features");
    command("memory", "", "the arenas and what is used of them");
    command("modules", "", "the modules of this kernel");
    command("reset", "", "forgets the conversation");
    command(
        "quit", "[reboot|return]", "switches the machine off, restarts it, or leaves to firmware");
  }

  private void command(String name, String usage, String summary) {
    CFunction run = CFunction.of("bb_repl_" + name, "repl_commands.h");
    add(ReplCommand.class, new ReplCommand(name, usage, summary, run));
  }
}
