// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.runners.KernelOutput;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a running kernel's console goes, and where its keys come from. */
final class Terminal {
  /** Linux: what the standard input is connected to. */
  private static final Path INPUT = Path.of("/proc/self/fd/0");

  private Terminal() {}

  /** Whether somebody types at a terminal; it then belongs to the kernel, Ctrl-C included. */
  static boolean isInput() throws IOException {
    return Files.isSymbolicLink(INPUT)
        && Files.readSymbolicLink(INPUT).toString().matches("/dev/(pts/|tty|console).*");
  }

  /** The standard input. */
  static InputStream input() {
    return new FileInputStream(FileDescriptor.in);
  }

  /**
   * All to the standard output; or, if quiet, the generated text there and the kernel's own lines
   * to the standard error. Written past {@code System.out}, which Maven makes change some bytes.
   */
  static KernelOutput output(boolean quiet) {
    FileOutputStream text = new FileOutputStream(FileDescriptor.out);
    return KernelOutput.split(text, quiet ? new FileOutputStream(FileDescriptor.err) : text);
  }
}
