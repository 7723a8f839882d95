// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A run of another engine's program. */
final class Program {
  /** How often its memory is looked at. */
  private static final long LOOK_MILLIS = 20;

  private Program() {}

  /**
   * What a run gave.
   *
   * @param output standard output and standard error
   * @param peakBytes most memory in use
   */
  record Outcome(String output, long peakBytes) {}

  /**
   * Runs it to its end.
   *
   * @throws BenchmarkException with what it said, if it fails
   */
  static Outcome run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("benchmark", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(output.toFile()).start();
      long peak = 0;
      try {
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          peak = Math.max(peak, PeakMemory.of(process.pid()));
        }
      } finally {
        process.destroyForcibly();
      }
      // What llama2.c prints need not be UTF-8.
      String said = Files.readString(output, StandardCharsets.ISO_8859_1);
      if (process.exitValue() != 0) {
        throw new BenchmarkException(
            "exit code %d of %s%n%s", process.exitValue(), String.join(" ", command), said);
      }
      return new Outcome(said, peak);
    } finally {
      Files.delete(output);
    }
  }
}
