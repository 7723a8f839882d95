// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.runners.KernelOutput;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Where a running kernel's console goes. */
final class Terminal implements AutoCloseable {
  private final OutputStream text;
  private final OutputStream lines;

  private Terminal(OutputStream text, OutputStream lines) {
    this.text = text;
    this.lines = lines;
  }

  /**
   * The standard output for all; or, with a file for the generated text, that file and the standard
   * error.
   */
  static Terminal open(Optional<Path> textFile) throws IOException {
    return textFile.isEmpty()
        ? new Terminal(System.out, System.out)
        : new Terminal(new FileOutputStream(textFile.get().toFile()), System.err);
  }

  KernelOutput output() {
    return KernelOutput.split(text, lines);
  }

  @Override
  public void close() throws IOException {
    if (text != System.out) {
      text.close();
    }
  }
}
