// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.hooks;

import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.module.Contribution;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.generators.composer.Plan;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The commands of the prompt: their table, and the call by name. */
final class CommandHook implements Hook {
  @Override
  public void write(Plan plan, HookWriter out) {
    List<ReplCommand> commands =
        plan.contributions(ReplCommand.class).stream().map(Contribution::value).toList();
    table(commands, out);
    // memcmp is declared in bb_memory.h, which bb_hooks.h includes.
    out.function(
        "bool bb_hooks_command(bb_kernel *kernel, const char *name, size_t length, const char"
            + " *arguments,\n                      bb_status *status)");
    out.unused(commands, "kernel", "name", "length", "arguments", "status");
    for (ReplCommand command : commands) {
      int length = command.name().getBytes(StandardCharsets.UTF_8).length;
      String literal = CWriter.literal(command.name());
      out.open("if (length == %d && memcmp(name, %s, %d) == 0) {", length, literal, length)
          .line("*status = %s(kernel, arguments);", out.use(command.run()))
          .line("return true;")
          .close("}");
    }
    out.line("return false;").end();
  }

  private static void table(List<ReplCommand> commands, HookWriter out) {
    out.blank();
    if (commands.isEmpty()) {
      out.line("const bb_command bb_commands[] = {{0}}; /* C has no empty array. */")
          .line("const size_t bb_command_count = 0;");
      return;
    }
    out.open("const bb_command bb_commands[] = {");
    for (ReplCommand command : commands) {
      out.open("{")
          .text("name", command.name())
          .text("usage", command.usage())
          .text("summary", command.summary())
          .close("},");
    }
    out.close("};")
        .line("const size_t bb_command_count = sizeof(bb_commands) / sizeof(bb_commands[0]);");
  }
}
