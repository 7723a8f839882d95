// SPDX-License-Identifier: Apache-2.0
package dev.baobab.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles each C test program under {@code src/test/c/kernel} natively, with AddressSanitizer and
 * UndefinedBehaviorSanitizer, and runs it. A comment in the program, {@code test-sources: ...},
 * names the C files that belong to it, relative to the program's own folder.
 */
class KernelCTest {
  private static final Path SOURCES = Path.of("src").toAbsolutePath();
  private static final Pattern TEST_SOURCES =
      Pattern.compile("test-sources:(.*?)\\*/", Pattern.DOTALL);
  private static final List<String> FLAGS =
      List.of(
          "-std=c17",
          "-D_GNU_SOURCE",
          "-g",
          "-O1",
          "-Wall",
          "-Wextra",
          "-Wconversion",
          "-Werror",
          "-fno-builtin",
          "-fsanitize=address,undefined",
          "-fno-sanitize-recover=all");

  /** Real models and what llama2.c makes of them; not part of the repository. */
  private static final Path MODELS = Path.of("../../shared/models").toAbsolutePath().normalize();

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> programs() throws IOException {
    List<Path> programs;
    try (Stream<Path> files = Files.list(SOURCES.resolve("test/c/kernel"))) {
      programs = files.filter(file -> file.toString().endsWith("_test.c")).sorted().toList();
    }
    assertThat(programs).isNotEmpty();
    return programs.stream()
        .map(
            program ->
                DynamicTest.dynamicTest(program.getFileName().toString(), () -> check(program)));
  }

  private static void check(Path program) throws Exception {
    assumeTrue(
        Files.isDirectory(MODELS) || !Files.readString(program).contains("fake_models"),
        () -> "needs the models in " + MODELS);
    Path executable = folder.resolve(program.getFileName().toString().replace(".c", ""));
    run(compilation(program, executable));
    run(List.of("env", "BB_MODELS=" + MODELS, executable.toString()));
  }

  private static List<String> compilation(Path program, Path executable) throws IOException {
    List<Path> sources = new ArrayList<>(List.of(program));
    Matcher comment = TEST_SOURCES.matcher(Files.readString(program));
    if (comment.find()) {
      for (String name : comment.group(1).trim().split("[\\s*]+")) {
        sources.add(program.resolveSibling(name).normalize());
      }
    }
    List<String> command = new ArrayList<>(List.of(HostedRunnerBuild.tool("clang")));
    command.addAll(FLAGS);
    Stream.concat(
            Stream.of("main/c/include", "test/c", "test/c/generated").map(SOURCES::resolve),
            sources.stream().map(Path::getParent))
        .distinct()
        .forEach(include -> command.add("-I" + include));
    sources.forEach(source -> command.add(source.toString()));
    command.addAll(List.of("-lm", "-o", executable.toString()));
    return command;
  }

  private static void run(List<String> command) throws Exception {
    HostedRunnerBuild.Result result = HostedRunnerBuild.execute(command, new byte[0], LIMIT);
    assertThat(result.exitCode())
        .as("%s%n%s", String.join(" ", command), new String(result.errors(), UTF_8))
        .isZero();
  }
}
