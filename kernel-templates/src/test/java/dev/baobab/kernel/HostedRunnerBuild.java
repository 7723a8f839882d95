// SPDX-License-Identifier: Apache-2.0
package dev.baobab.kernel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Compiles the hosted runner and the EFI applications that test it. */
final class HostedRunnerBuild {
  private static final List<String> WARNINGS =
      List.of("-std=c17", "-O2", "-Wall", "-Wextra", "-Wconversion", "-Werror");
  private static final List<String> KERNEL_FLAGS =
      List.of(
          "-target",
          "x86_64-unknown-windows",
          "-ffreestanding",
          "-fno-stack-protector",
          "-fshort-wchar",
          "-mno-red-zone",
          "-mno-stack-arg-probe",
          "-c");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path sources;
  private final Path target;

  /** What a process left behind. */
  record Result(int exitCode, byte[] output, byte[] errors) {}

  HostedRunnerBuild(Path sources, Path target) throws IOException {
    this.sources = sources;
    this.target = Files.createDirectories(target);
  }

  Path runnerFile(String name) {
    return target.resolve("baobab-hosted-" + name);
  }

  Path applicationFile(String name) {
    return target.resolve(name + ".efi");
  }

  void runner(String name, List<String> flags) throws Exception {
    List<String> command = new ArrayList<>(List.of(tool("clang")));
    command.addAll(WARNINGS);
    command.addAll(flags);
    try (Stream<Path> files = Files.list(sources.resolve("main/c/hosted"))) {
      files.map(Path::toString).filter(f -> f.endsWith(".c")).sorted().forEach(command::add);
    }
    command.addAll(List.of("-o", runnerFile(name).toString(), "-lpthread"));
    mustSucceed(command);
  }

  void application(String name) throws Exception {
    List<String> link = new ArrayList<>(List.of(tool("lld-link"), "/subsystem:efi_application"));
    link.addAll(List.of("/entry:efi_main", "/nodefaultlib", "/out:" + applicationFile(name)));
    for (String source : List.of(name, "check")) {
      Path object = target.resolve(source + ".obj");
      List<String> compile = new ArrayList<>(List.of(tool("clang")));
      compile.addAll(WARNINGS);
      compile.addAll(KERNEL_FLAGS);
      compile.addAll(List.of("-I", sources.resolve("main/c/include").toString()));
      compile.add(sources.resolve("test/c/hosted/" + source + ".c").toString());
      compile.addAll(List.of("-o", object.toString()));
      mustSucceed(compile);
      link.add(object.toString());
    }
    mustSucceed(link);
  }

  /** Debian's versioned name if it is there, else the plain one. */
  static String tool(String name) {
    for (String folder : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(folder, name + "-19"))) {
        return name + "-19";
      }
    }
    return name;
  }

  private static void mustSucceed(List<String> command) throws Exception {
    Result result = execute(command, new byte[0], LIMIT);
    if (result.exitCode() != 0) {
      throw new IllegalStateException(
          String.join(" ", command)
              + "\n"
              + new String(result.output(), StandardCharsets.UTF_8)
              + new String(result.errors(), StandardCharsets.UTF_8));
    }
  }

  /** Runs a command to its end; output goes through files, so that no pipe can fill up. */
  static Result execute(List<String> command, byte[] input, Duration limit) throws Exception {
    Path output = Files.createTempFile("hosted", ".out");
    Path errors = Files.createTempFile("hosted", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input);
      } catch (IOException e) {
        // The process may have ended without reading its input.
      }
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException("no end after " + limit + ": " + String.join(" ", command));
      }
      return new Result(
          process.exitValue(), Files.readAllBytes(output), Files.readAllBytes(errors));
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }
}
