// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a tool of clang's family, in Debian's name or the plain one. */
final class Clang {
  private static final long SECONDS = 60;

  private Clang() {}

  /** Runs {@code clang} or {@code clang-format}; fails the test if the tool fails. */
  static String run(Path folder, String tool, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(find(tool).toString()));
    command.addAll(arguments);
    return output(folder, command);
  }

  /** Runs a command; fails the test if it fails. Returns what it printed. */
  static String output(Path folder, List<String> command) throws IOException, InterruptedException {
    Path printed = Files.createTempFile(folder, "printed", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("in time: " + command).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(printed);
    assertThat(process.exitValue()).as("%s%n%s", command, text).isZero();
    return text;
  }

  private static Path find(String tool) {
    for (String name : List.of(tool + "-19", tool)) {
      for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
        Path path = Path.of(folder, name);
        if (Files.isExecutable(path)) {
          return path;
        }
      }
    }
    throw new AssertionError(tool + "-19 is not installed: run tools/setup test");
  }
}
