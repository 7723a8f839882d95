// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A process that a kernel is to run in, and what belongs to it.
 *
 * @param command the program and its arguments
 * @param okExitCodes exit codes that go with success; {@link #ENDED} allows that the process has to
 *     be ended
 * @param afterVerdict done after the kernel's verdict, while the machine still stands
 * @param cleanUp done when the process is no more
 */
record Launch(List<String> command, Set<Integer> okExitCodes, Work afterVerdict, Work cleanUp) {
  /** Exit code of a process that had to be ended. */
  static final int ENDED = -1;

  /** Something to do on the way. */
  interface Work {
    /** Nothing. */
    Work NONE = () -> {};

    void run() throws IOException;
  }

  Launch {
    command = List.copyOf(command);
    okExitCodes = Set.copyOf(okExitCodes);
  }
}
