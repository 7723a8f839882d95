// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import dev.baobab.generators.toolchain.Toolchain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/**
 * The C tests of a module: each {@code *_test.c} below {@code src/test/c} is a program of its own,
 * compiled for this machine with all warnings, AddressSanitizer and UndefinedBehaviorSanitizer. It
 * passes if it ends with code 0. Its header comment begins with {@code test-sources:} and names the
 * files that are compiled with it, relative to its own folder.
 *
 * <p>Headers are looked for beside the test and the named files, in a folder {@code generated}
 * beside the test (stand-ins for what the generators write), and in the kernel's.
 */
public final class CTests {
  /** Leaks do not count: a kernel's arenas live as long as the machine. */
  private static final String SANITIZER_OPTIONS = "detect_leaks=0";

  private static final List<String> FLAGS =
      List.of(
          "-std=c17",
          "-D_POSIX_C_SOURCE=200809L",
          "-O1",
          "-g",
          "-fsanitize=address,undefined",
          "-fno-sanitize-recover=all",
          "-fno-omit-frame-pointer",
          "-ffp-contract=off",
          "-Wall",
          "-Wextra",
          "-Wconversion",
          "-Werror");

  private static final Pattern SOURCES =
      Pattern.compile("/\\* test-sources:(.*?)\\*/", Pattern.DOTALL);
  private static final long TIMEOUT_SECONDS = 120;

  private CTests() {}

  /** The C tests of the module whose Java tests are running: for a {@code @TestFactory}. */
  public static Stream<DynamicTest> here() throws IOException {
    Path folder = Path.of("src/test/c").toAbsolutePath();
    List<Path> tests;
    try (Stream<Path> files = Files.walk(folder)) {
      tests = files.filter(file -> file.toString().endsWith("_test.c")).sorted().toList();
    }
    if (tests.isEmpty()) {
      throw new IllegalStateException("there is no *_test.c in " + folder);
    }
    return tests.stream()
        .map(
            test ->
                DynamicTest.dynamicTest(
                    folder.relativize(test).toString(), test.toUri(), () -> check(test)));
  }

  private static void check(Path test) throws IOException, InterruptedException {
    Path program =
        Path.of("target", "c-tests", test.getFileName().toString().replace(".c", ""))
            .toAbsolutePath();
    Files.createDirectories(program.getParent());
    run("does not compile", Checkout.root(), compilation(test, program));
    run("fails", Checkout.root(), List.of(program.toString()));
  }

  private static List<String> compilation(Path test, Path program) throws IOException {
    List<Path> sources = sources(test);
    List<String> command = new ArrayList<>(List.of(Toolchain.find().clang().toString()));
    command.addAll(FLAGS);
    for (Path folder : includes(test, sources)) {
      command.add("-I" + folder);
    }
    command.add(test.toString());
    sources.forEach(source -> command.add(source.toString()));
    command.addAll(List.of("-lm", "-o", program.toString()));
    return command;
  }

  private static List<Path> sources(Path test) throws IOException {
    Matcher comment = SOURCES.matcher(Files.readString(test));
    if (!comment.find()) {
      throw new IllegalStateException(
          "%s needs a comment /* test-sources: FILE ... */ that names what is compiled with it"
              .formatted(test));
    }
    return Stream.of(comment.group(1).split("\\s+"))
        .filter(name -> name.endsWith(".c"))
        .map(name -> test.resolveSibling(name).normalize())
        .toList();
  }

  private static List<Path> includes(Path test, List<Path> sources) {
    Path kernel = Checkout.root().resolve("kernel-templates/src");
    Stream<Path> beside = sources.stream().map(Path::getParent);
    return Stream.of(
            Stream.of(test.getParent(), test.resolveSibling("generated")),
            beside,
            Stream.of(
                kernel.resolve("main/c/include"),
                kernel.resolve("test/c"),
                kernel.resolve("test/c/generated")))
        .flatMap(folders -> folders)
        .distinct()
        .filter(Files::isDirectory)
        .toList();
  }

  private static void run(String failure, Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("c-test", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().put("ASAN_OPTIONS", SANITIZER_OPTIONS);
      builder.environment().put("BB_MODELS", folder.resolve("../shared/models").toString());
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly().waitFor();
      String printed = Files.readString(output);
      if (!ended) {
        Assertions.fail("no end after %d s%n%s".formatted(TIMEOUT_SECONDS, printed));
      }
      if (process.exitValue() != 0) {
        Assertions.fail(
            "%s, exit code %d: %s%n%s"
                .formatted(failure, process.exitValue(), String.join(" ", command), printed));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command, e);
    } finally {
      Files.delete(output);
    }
  }
}
