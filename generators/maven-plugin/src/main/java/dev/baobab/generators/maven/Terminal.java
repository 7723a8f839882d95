// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.runners.KernelOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** Where a running kernel's console goes. */
final class Terminal {
  private Terminal() {}

  /**
   * All to the standard output; or, if quiet, the generated text there and the kernel's own lines
   * to the standard error. Written past {@code System.out}, which Maven makes change some bytes.
   */
  static KernelOutput output(boolean quiet) {
    FileOutputStream text = new FileOutputStream(FileDescriptor.out);
    return KernelOutput.split(text, quiet ? new FileOutputStream(FileDescriptor.err) : text);
  }
}
