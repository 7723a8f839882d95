// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import java.io.PrintStream;

/** What is going on, on the last line of a terminal; nothing where there is none. */
final class Progress {
  private static final String CLEAR = "\r\033[K";

  private final PrintStream terminal;
  private final boolean shown;

  Progress(PrintStream terminal, boolean shown) {
    this.terminal = terminal;
    this.shown = shown;
  }

  void show(String line) {
    if (shown) {
      terminal.print(CLEAR + line);
      terminal.flush();
    }
  }

  void clear() {
    show("");
  }
}
