// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.toolchain.BuildListener;

/** Shows on a terminal how many files are compiled; silent where there is none. */
final class CompileProgress implements BuildListener {
  @Override
  public void progress(String what, int done, int total) {
    if (System.console() == null) {
      return;
    }
    // Drawn over again in the same line, erased at the end (ECMA-48, EL).
    System.err.print(
        done < total
            ? "\rcompile %d of %d  %s\u001b[K".formatted(done, total, what)
            : "\r\u001b[K");
    System.err.flush();
  }
}
