// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baobab.generators.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/**
 * A C program of the module whose Java tests are running, compiled for this machine with all
 * warnings and sanitizers. Its header comment begins with {@code test-sources:} and names the files
 * that are compiled with it, relative to its own folder; such a comment of a named file adds more.
 *
 * <p>Headers are looked for beside the program and the named files, in a folder {@code generated}
 * beside the program (stand-ins for what the generators write), and in the kernel's.
 *
 * @param source its main file
 */
record NativeProgram(Path source) {
  private static final Path FOLDER = Path.of("src/test/c").toAbsolutePath();

  /** A check of a program, which may fail. */
  interface Check {
    void run(NativeProgram program) throws IOException, InterruptedException;
  }

  private static final List<String> FLAGS =
      List.of(
          "-std=c17",
          "-D_POSIX_C_SOURCE=200809L",
          "-O1",
          "-g",
          "-fno-sanitize-recover=all",
          "-fno-omit-frame-pointer",
          "-ffp-contract=off",
          "-Wall",
          "-Wextra",
          "-Wconversion",
          "-Werror");

  private static final Pattern SOURCES =
      Pattern.compile("/\\* test-sources:(.*?)\\*/", Pattern.DOTALL);

  /** A test for each program whose file name ends so: for a {@code @TestFactory}. */
  static Stream<DynamicTest> tests(String ending, Check check) throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(FOLDER)) {
      sources = files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
    if (sources.isEmpty()) {
      throw new IllegalStateException("there is no *%s in %s".formatted(ending, FOLDER));
    }
    return sources.stream()
        .map(
            source ->
                DynamicTest.dynamicTest(
                    FOLDER.relativize(source).toString(),
                    source.toUri(),
                    () -> check.run(new NativeProgram(source))));
  }

  /** The program of a name. */
  static NativeProgram of(String name) {
    return new NativeProgram(FOLDER.resolve(name + ".c"));
  }

  /** The file's name without its extension. */
  String name() {
    return source.getFileName().toString().replace(".c", "");
  }

  /** Compiles it into a folder, with these sanitizers; returns the program. */
  Path compile(Path folder, String sanitizers) throws IOException, InterruptedException {
    Path program = Files.createDirectories(folder.toAbsolutePath()).resolve(name());
    List<Path> sources = sources();
    List<String> command = new ArrayList<>(List.of(Toolchain.find().clang().toString()));
    command.addAll(FLAGS);
    command.add("-fsanitize=" + sanitizers);
    for (Path include : includes(sources)) {
      command.add("-I" + include);
    }
    command.add(source.toString());
    sources.forEach(file -> command.add(file.toString()));
    command.addAll(List.of("-lm", "-o", program.toString()));
    run("does not compile", command, 120, UnaryOperator.identity());
    return program;
  }

  /** The number behind a word and a colon in a comment of the file, if it is there. */
  OptionalLong number(String word) throws IOException {
    Matcher number = Pattern.compile(word + ": (\\d+)").matcher(Files.readString(source));
    return number.find() ? OptionalLong.of(Long.parseLong(number.group(1))) : OptionalLong.empty();
  }

  private List<Path> sources() throws IOException {
    Set<Path> found = new LinkedHashSet<>();
    if (!addSources(source, found)) {
      throw new IllegalStateException(
          "%s needs a comment /* test-sources: FILE ... */ that names what is compiled with it"
              .formatted(source));
    }
    return List.copyOf(found);
  }

  /** Adds what a file names, and what that names; false if it names nothing. */
  private static boolean addSources(Path file, Set<Path> found) throws IOException {
    Matcher comment = SOURCES.matcher(Files.readString(file));
    if (!comment.find()) {
      return false;
    }
    for (String name : comment.group(1).strip().split("\\s+")) {
      Path named = file.resolveSibling(name).normalize();
      if (name.endsWith(".c") && found.add(named)) {
        addSources(named, found);
      }
    }
    return true;
  }

  private List<Path> includes(List<Path> sources) {
    Path kernel = Checkout.root().resolve("kernel-templates/src");
    Stream<Path> beside = sources.stream().map(Path::getParent);
    return Stream.of(
            Stream.of(source.getParent(), source.resolveSibling("generated")),
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

  /**
   * Runs a command in the repository's root; fails with what it printed if it does not end with
   * code 0 in time. {@code excerpt} picks what of it is shown.
   */
  static void run(String failure, List<String> command, long seconds, UnaryOperator<String> excerpt)
      throws IOException, InterruptedException {
    Path root = Checkout.root();
    Path output = Files.createTempFile("native", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
      // Leaks do not count: a kernel's arenas live as long as the machine.
      builder.environment().put("ASAN_OPTIONS", "detect_leaks=0:quarantine_size_mb=16");
      builder.environment().put("BB_MODELS", root.resolve("../shared/models").toString());
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
      process.destroyForcibly().waitFor();
      String printed = excerpt.apply(new String(Files.readAllBytes(output), UTF_8));
      if (!ended) {
        Assertions.fail("no end after %d s%n%s".formatted(seconds, printed));
      }
      if (process.exitValue() != 0) {
        Assertions.fail(
            "%s, exit code %d: %s%n%s"
                .formatted(failure, process.exitValue(), String.join(" ", command), printed));
      }
    } finally {
      Files.delete(output);
    }
  }
}
