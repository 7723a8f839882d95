// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the tools that judge an image. A missing tool fails the test: nothing was judged. */
final class Tool {
  private Tool() {}

  /**
   * @param code the exit status
   * @param output standard output and error together
   */
  record Result(int code, String output) {}

  /** Runs a tool that has to succeed; returns its output. */
  static String run(String name, Object... arguments) throws IOException {
    Result result = attempt(name, arguments);
    assertThat(result.code()).as("exit status of %s: %s", name, result.output()).isZero();
    return result.output();
  }

  static Result attempt(String name, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(find(name)));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    Path output = Files.createTempFile("tool", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end within two minutes");
      }
      byte[] text = Files.readAllBytes(output);
      return new Result(process.exitValue(), new String(text, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      Files.delete(output);
    }
  }

  private static String find(String name) {
    String path = System.getenv("PATH") + ":/usr/sbin:/sbin";
    return Stream.of(path.split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(
            () ->
                new AssertionError(
                    name + " is missing: install gdisk, dosfstools, mtools, util-linux and mount"));
  }
}
