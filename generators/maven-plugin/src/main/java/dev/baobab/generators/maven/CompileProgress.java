// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.toolchain.BuildListener;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** Shows on a terminal how many files are compiled; silent where there is none. */
final class CompileProgress implements BuildListener {
  /** Not {@code System.err}: in batch mode Maven strips the sequences that erase. */
  private final PrintStream errors = new PrintStream(new FileOutputStream(FileDescriptor.err));

  @Override
  public void progress(String what, int done, int total) {
    if (System.console() == null) {
      return;
    }
    // Drawn over again in the same line, erased at the end (ECMA-48, EL).
    errors.print(
        done < total
            ? "\rcompile %d of %d  %s\u001b[K".formatted(done, total, what)
            : "\r\u001b[K");
    errors.flush();
  }
}
