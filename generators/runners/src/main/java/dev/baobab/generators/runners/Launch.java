// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A process that a kernel is to run in, and what belongs to it.
 *
 * @param command the program and its arguments
 * @param okExitCodes exit codes that go with success; {@link #ENDED} allows that the process has to
 *     be ended
 * @param afterVerdict done after the kernel's verdict, while the machine still stands
 * @param cleanUp done when the process is no more
 * @param monitor the socket of QEMU's monitor, if it is a QEMU
 */
record Launch(
    List<String> command,
    Set<Integer> okExitCodes,
    Work afterVerdict,
    Work cleanUp,
    Optional<Path> monitor) {
  /** Exit code of a process that had to be ended. */
  static final int ENDED = -1;

  /** Something to do on the way. */
  interface Work {
    /** Nothing. */
    Work NONE = () -> {};

    void run() throws IOException;
  }

  /** A process without a monitor. */
  Launch(List<String> command, Set<Integer> okExitCodes, Work afterVerdict, Work cleanUp) {
    this(command, okExitCodes, afterVerdict, cleanUp, Optional.empty());
  }

  Launch {
    command = List.copyOf(command);
    okExitCodes = Set.copyOf(okExitCodes);
  }
}
