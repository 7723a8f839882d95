// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of one run of QEMU, in a folder of their own. */
record RunFolder(Path folder) {
  /** Makes the folder, with a copy of the firmware's variables: the guest writes to them. */
  static RunFolder make(Path variables) throws IOException {
    RunFolder made = new RunFolder(Files.createTempDirectory("baobab-qemu"));
    Files.copy(variables, made.variables());
    return made;
  }

  Path variables() {
    return folder.resolve("variables.fd");
  }

  /** The socket of QEMU's monitor. */
  Path monitor() {
    return folder.resolve("monitor");
  }

  void delete() throws IOException {
    Files.deleteIfExists(variables());
    Files.deleteIfExists(monitor());
    Files.deleteIfExists(folder);
  }
}
