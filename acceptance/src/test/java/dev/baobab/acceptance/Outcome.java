// SPDX-License-Identifier: Apache-2.0
package dev.baobab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a command ended.
 *
 * @param exitCode its exit code
 * @param output what it wrote to its standard output
 * @param errors what it wrote to its standard error
 * @param elapsed wall time
 */
record Outcome(int exitCode, String output, String errors, Duration elapsed) {
  private static final Duration TIMEOUT = Duration.ofMinutes(4);

  /** Runs a command in a folder, with some text as its standard input. */
  static Outcome of(Path folder, String input, List<String> command)
      throws IOException, InterruptedException {
    Path in = Files.writeString(Files.createTempFile("baobab", "in"), input);
    Path out = Files.createTempFile("baobab", "out");
    Path err = Files.createTempFile("baobab", "err");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      boolean ended = process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      assertThat(ended).as("%s ended within %s", command, TIMEOUT).isTrue();
      return new Outcome(
          process.exitValue(), Files.readString(out), Files.readString(err), elapsed);
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      Files.delete(in);
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Asserts that it succeeded. */
  Outcome succeeds() {
    assertThat(exitCode).as("exit code; output:%n%s%n%s", output, errors).isZero();
    return this;
  }

  /** Asserts that it failed, as a user likes to see it: no stack trace. */
  Outcome fails() {
    assertThat(exitCode).as("exit code; output:%n%s%n%s", output, errors).isNotZero();
    assertThat(output + errors).doesNotContainPattern("(?m)^\\s+at [\\w.$]+\\(");
    return this;
  }
}
