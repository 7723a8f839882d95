// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.repl;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Asks for text that the model goes on with, on screen and serial port, until {@code /quit}. Lines
 * can be edited and recalled; lines that begin with a slash are commands, which any installed
 * module can add to.
 */
@KernelModule(
    id = "repl",
    builder = "Repl.options",
    summary = "A prompt with line editing, history and commands",
    composer = ReplModule.class,
    sources = {
      "command_line.c",
      "completion.c",
      "continuation.c",
      "help.c",
      "history.c",
      "line_editor.c",
      "line_view.c",
      "machine_commands.c",
      "option_commands.c",
      "quit.c",
      "read_bandwidth.c",
      "repl.c",
      "rows.c",
      "stats.c"
    },
    headers = {
      "command_line.h",
      "completion.h",
      "continuation.h",
      "history.h",
      "line_editor.h",
      "line_view.h",
      "read_bandwidth.h",
      "repl.h",
      "repl_commands.h",
      "rows.h",
      "stats.h"
    })
public interface ReplOptions {
  /** What stands in front of the line that is typed. */
  @Option(value = "> ", maxLength = 32)
  String prompt();

  /** Lines that are kept for the arrow keys; all of them together take at most 16 KiB. */
  @Option(value = "64", min = "0", max = "1000", unit = "lines")
  int history();

  /** Tokens of an answer at most; 0: until the text ends or the context is full. */
  @Option(value = "0", min = "0", max = "1000000000", unit = "tokens", tunable = true)
  long steps();

  /** Whether the number of tokens and their speed are shown after an answer. */
  @Option(value = "true", tunable = true)
  boolean statistics();
}
