// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/** Runs the assembler, the compiler and what they build. */
final class Tools {
  private static final int TIMEOUT_SECONDS = 120;

  private Tools() {}

  /**
   * A finished process.
   *
   * @param output standard output and error together
   */
  record Result(int exitCode, String output) {}

  /** Runs a command that must succeed, and returns its output. */
  static String run(Path folder, List<String> command) {
    Result result = execute(folder, command);
    if (result.exitCode() != 0) {
      throw new AssertionFailedError(
          "%s: exit code %d%n%s"
              .formatted(String.join(" ", command), result.exitCode(), result.output()));
    }
    return result.output();
  }

  /** Runs a command to its end. */
  static Result execute(Path folder, List<String> command) {
    Path output = folder.resolve("output.txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionFailedError(
            "%s: still running after %d s".formatted(command, TIMEOUT_SECONDS));
      }
      return new Result(
          process.exitValue(), Files.readString(output, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionFailedError("interrupted: " + command);
    }
  }

  /** Writes a kernel's source and assembles it. */
  static Path assemble(Path folder, AssemblyKernel kernel, String format) throws IOException {
    Path assembly = folder.resolve(kernel + ".asm");
    Files.writeString(assembly, kernel.source().text());
    Path object = folder.resolve(kernel + "." + format + ".o");
    List<String> command = List.of("nasm", "-Wall", "-Werror", "-f", format, "-o");
    run(
        folder,
        Stream.concat(command.stream(), Stream.of(object, assembly))
            .map(Object::toString)
            .toList());
    return object;
  }
}
