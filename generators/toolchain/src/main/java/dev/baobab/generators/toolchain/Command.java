// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** One run of a tool in a folder. */
record Command(Path folder, List<String> words) {
  Command {
    words = List.copyOf(words);
  }

  /** What a run printed, and whether it succeeded. */
  record Outcome(boolean ok, String output) {}

  Outcome run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor() == 0, output);
    } finally {
      process.destroyForcibly();
    }
  }
}
