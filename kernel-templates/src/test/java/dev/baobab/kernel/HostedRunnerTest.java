// SPDX-License-Identifier: Apache-2.0
package dev.baobab.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs small EFI applications, each of which checks one area of the UEFI that the hosted runner
 * provides, under the runner as it is shipped and under one with sanitizers.
 */
class HostedRunnerTest {
  private static final List<String> APPLICATIONS =
      List.of(
          "memory", "events", "files", "disks", "console", "processors", "protocols", "endings");

  @TempDir static Path folder;

  private static HostedRunnerBuild build;

  @BeforeAll
  static void compile() throws Exception {
    build = new HostedRunnerBuild(Path.of("src"), Path.of("target", "hosted-test"));
    build.runner("plain", List.of());
    build.runner(
        "sanitized",
        List.of("-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"));
    for (String application : APPLICATIONS) {
      build.application(application);
    }
  }

  /** One test for the plain and one for the sanitized runner. */
  private static Stream<DynamicTest> both(String name, Check check) {
    return Stream.of("plain", "sanitized")
        .map(
            runner ->
                DynamicTest.dynamicTest(
                    name + ", " + runner, () -> check.run(new HostedRun(build, runner))));
  }

  private interface Check {
    void run(HostedRun run) throws Exception;
  }

  private static DynamicTest[] passes(String application, String... options) {
    return both(
            application + " " + String.join(" ", options),
            run -> {
              run.options("--console", "screen").options(options).start(application);
              assertThat(run.output()).isEqualTo("passed\n");
              assertThat(run.exitCode()).isZero();
            })
        .toArray(DynamicTest[]::new);
  }

  @TestFactory
  Stream<DynamicTest> services() {
    return Stream.of(
            passes("memory", "--memory", "64", "--poison", "0x5a"),
            passes("events"),
            passes("processors", "--processors", "4"),
            passes("protocols"))
        .flatMap(Stream::of);
  }

  private static Path newVolume() throws IOException {
    Path root = Files.createTempDirectory(folder, "files");
    Path volume = Files.createDirectories(root.resolve("volume"));
    Path outside = Files.createDirectories(root.resolve("outside"));
    Files.writeString(outside.resolve("secret.txt"), "secret");
    Files.createDirectories(volume.resolve("Dir"));
    Files.writeString(volume.resolve("Dir").resolve("inner.txt"), "inner");
    Files.createSymbolicLink(volume.resolve("inside"), Path.of("Dir"));
    Files.createSymbolicLink(volume.resolve("outside"), outside);
    byte[] model = new byte[300_000];
    for (int i = 0; i < model.length; i++) {
      model[i] = (byte) (i * 7L % 251);
    }
    Files.write(volume.resolve("Model.bin"), model);
    return volume;
  }

  private static List<String> listing(Path path) throws IOException {
    try (Stream<Path> entries = Files.walk(path)) {
      return entries.map(Path::toString).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> files() {
    return both(
        "files",
        run -> {
          Path volume = newVolume();
          List<String> before = listing(volume.getParent());
          run.options("--console", "screen", "--stats", "--esp", volume.toString()).start("files");
          assertThat(run.output()).isEqualTo("passed\n");
          assertThat(run.exitCode()).isZero();
          assertThat(listing(volume.getParent())).isEqualTo(before);
          assertThat(run.errors()).contains("largest file read 299000 bytes");
        });
  }

  @TestFactory
  Stream<DynamicTest> readErrors() {
    return both(
        "--read-error",
        run -> {
          run.options("--console", "screen", "--esp", newVolume().toString());
          run.options("--read-error", "dir/INNER.txt:3", "--load-options", "read-error");
          run.start("files");
          assertThat(run.output()).isEqualTo("passed\n");
          assertThat(run.exitCode()).isZero();
        });
  }

  private static Path newDisk(long factor) throws IOException {
    byte[] content = new byte[65536];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * factor % 251);
    }
    return Files.write(Files.createTempFile(folder, "disk", ".img"), content);
  }

  @TestFactory
  Stream<DynamicTest> disks() {
    return Stream.concat(
        both(
            "--disk",
            run -> {
              Path first = newDisk(7);
              run.options("--disk", first.toString(), "--disk", newDisk(5) + ":4096");
              run.options("--console", "screen", "--read-error", first + ":40000").start("disks");
              assertThat(run.output()).isEqualTo("passed\n");
              assertThat(run.exitCode()).isZero();
            }),
        both(
            "--no-block-io2",
            run -> {
              run.options("--disk", newDisk(7).toString(), "--disk", newDisk(5) + ":4096");
              run.options("--no-block-io2", "--load-options", "no-io2", "--console", "screen");
              run.start("disks");
              assertThat(run.output()).isEqualTo("passed\n");
              assertThat(run.exitCode()).isZero();
            }));
  }

  @TestFactory
  Stream<DynamicTest> serialPort() {
    byte[] bytes = {3, '\r', '\n', (byte) 0xff, 0};
    return both(
        "serial port",
        run -> {
          run.options("--load-options", "serial").input(bytes).start("console");
          assertThat(run.outputBytes()).isEqualTo(bytes);
          assertThat(run.exitCode()).isZero();
        });
  }

  @TestFactory
  Stream<DynamicTest> keyboard() {
    String keys = "a\u00e9\u20ac\033[A\033[3~\033[21~\n\177\003\033OD\033";
    return both(
        "keyboard",
        run -> {
          run.options("--no-serial", "--load-options", "keys").input(keys.getBytes(UTF_8));
          run.start("console");
          assertThat(run.output()).isEqualTo("passed\n");
          assertThat(run.exitCode()).isZero();
        });
  }

  @TestFactory
  Stream<DynamicTest> screen() {
    return Stream.concat(
        both(
            "screen text",
            run -> {
              run.options("--console", "both", "--load-options", "screen").start("console");
              assertThat(run.output()).isEqualTo("h\u00e9\u20ac[]\r\nxpassed\n");
              assertThat(run.errors()).isEqualTo("to stderr\n");
              assertThat(run.exitCode()).isZero();
            }),
        both(
            "screen text is dropped",
            run -> {
              run.options("--load-options", "screen").start("console");
              assertThat(run.output()).isEmpty();
              assertThat(run.exitCode()).isZero();
            }));
  }

  private static Stream<DynamicTest> ending(
      String ending, int exitCode, String message, String... options) {
    return both(
        ending,
        run -> {
          run.options("--load-options", ending).options(options).start("endings");
          assertThat(run.exitCode()).as(run.errors()).isEqualTo(exitCode);
          assertThat(run.errors()).contains(message);
        });
  }

  @TestFactory
  Stream<DynamicTest> endings() {
    return Stream.of(
            ending("return", 0, ""),
            ending("return-error", 1, "returned with error status 0x8000000000000007"),
            ending("return-warning", 0, ""),
            ending("exit", 0, ""),
            ending("exit-error", 1, "Exit with error status 0x800000000000000e"),
            ending("shutdown", 0, ""),
            ending("shutdown-error", 1, "ResetSystem with error status"),
            ending("cold-reset", 0, "hosted: reset requested"),
            ending("after-exit-reset", 0, ""),
            ending("watchdog-off", 0, ""),
            ending("null", 72, "SIGSEGV at address 0x0 (null pointer), kernel offset 0x"),
            ending("illegal", 72, "SIGILL"),
            ending("divide", 72, "SIGFPE"),
            ending("breakpoint", 72, "SIGTRAP"),
            ending("privileged", 72, "general protection"),
            ending("stack", 72, "stack overflow"),
            ending("write-code", 72, "SIGSEGV"),
            ending("run-data", 72, "SIGSEGV"),
            ending("use-after-free", 72, "SIGSEGV"),
            ending("overrun-pages", 72, "SIGSEGV", "--guard"),
            ending("free-twice", 70, "is freed already"),
            ending("overrun-pool", 70, "wrote past the end of the 10 bytes"),
            ending("raise-lower", 70, "RaiseTPL(4) at TPL 16"),
            ending("restore-higher", 70, "RestoreTPL(16) at TPL 4"),
            ending("allocate-high", 70, "AllocatePool called at TPL 31"),
            ending("return-raised", 70, "returned at TPL 8"),
            ending("after-exit", 70, "Stall called after ExitBootServices"),
            ending("on-ap", 70, "Stall called on processor 1", "--processors", "2"),
            ending("watchdog", 71, "the watchdog of 1 s ran out"),
            ending("spin", 73, "no end after 1 s", "--timeout", "1"))
        .flatMap(tests -> tests);
  }

  @TestFactory
  Stream<DynamicTest> endOfInput() {
    return both(
        "--eof-exit",
        run -> {
          run.options("--eof-exit", "50", "--load-options", "wait").start("console");
          assertThat(run.exitCode()).isEqualTo(74);
          assertThat(run.errors()).contains("standard input has ended");
        });
  }

  @TestFactory
  Stream<DynamicTest> wrongOptions() {
    return Stream.of(
            List.of("--memory", "1"),
            List.of("--memory", "12x"),
            List.of("--processors", "-1"),
            List.of("--console", "x"),
            List.of("--esp", "/nonexistent"),
            List.of("--disk", "/nonexistent"),
            List.of("--disk", "/"),
            List.of("--read-error", "x"),
            List.of("--read-error", "x:1"),
            List.of("--unknown"))
        .flatMap(
            options ->
                both(
                    String.join(" ", options),
                    run -> {
                      run.options(options.toArray(String[]::new)).start("protocols");
                      assertThat(run.exitCode()).isEqualTo(64);
                      assertThat(run.errors()).isNotEmpty();
                    }));
  }

  /** Each cut of the file takes away something that the headers announce. */
  @TestFactory
  Stream<DynamicTest> truncatedImages() {
    return both(
        "truncated",
        run -> {
          byte[] whole = Files.readAllBytes(build.applicationFile("files"));
          for (int length = 0; length < whole.length; length += length < 1024 ? 23 : 511) {
            byte[] cut = new byte[length];
            System.arraycopy(whole, 0, cut, 0, length);
            run.startBytes(cut, folder);
            assertThat(run.exitCode()).as("%d bytes: %s", length, run.errors()).isEqualTo(65);
          }
        });
  }

  /** Random bytes in the headers and relocations never harm the runner itself. */
  @TestFactory
  Stream<DynamicTest> mutatedImages() {
    return both(
        "mutated",
        run -> {
          byte[] whole = Files.readAllBytes(build.applicationFile("protocols"));
          int headers = 0x400;
          Random random = new Random(20260101);
          List<Integer> codes = new ArrayList<>();
          for (int i = 0; i < 150; i++) {
            byte[] mutated = whole.clone();
            for (int change = 0; change < 1 + i % 3; change++) {
              int at =
                  random.nextInt(4) == 0
                      ? whole.length - 1 - random.nextInt(512)
                      : random.nextInt(headers);
              mutated[at] = (byte) random.nextInt(256);
            }
            run.options("--timeout", "2").startBytes(mutated, folder);
            assertThat(run.exitCode()).as(run.errors()).isIn(0, 1, 65, 70, 72, 73);
            codes.add(run.exitCode());
          }
          assertThat(codes).contains(0, 65);
        });
  }

  private static Stream<DynamicTest> patched(
      String name, int offset, String message, int... bytes) {
    return both(
        name,
        run -> {
          byte[] image = Files.readAllBytes(build.applicationFile("files"));
          int start = (image[60] & 0xff) | (image[61] & 0xff) << 8;
          for (int i = 0; i < bytes.length; i++) {
            image[start + offset + i] = (byte) bytes[i];
          }
          run.startBytes(image, folder);
          assertThat(run.exitCode()).isEqualTo(65);
          assertThat(run.errors()).contains(message);
        });
  }

  /** Offsets from the PE signature: 24 is the optional header, 136 the data directories. */
  @TestFactory
  Stream<DynamicTest> wrongHeaders() {
    return Stream.of(
            patched("signature", 0, "no PE signature", 'X'),
            patched("machine", 4, "not for x86-64", 0x4c, 0x01),
            patched("no sections", 6, "section table", 0, 0),
            patched("too many sections", 6, "section table", 0xff, 0xff),
            patched("small optional header", 20, "optional header is cut off", 100, 0),
            patched("stripped", 22, "relocations are stripped", 0x23, 0),
            patched("PE32", 24, "not PE32+", 0x0b, 0x01),
            patched("entry in the headers", 40, "entry point", 0, 0, 0, 0),
            patched("alignment", 56, "not aligned to pages", 0x20, 0, 0, 0),
            patched("huge image", 80, "image size", 0, 0xf0, 0xff, 0xff),
            patched("huge headers", 84, "size of the headers", 0xff, 0xff, 0xff, 0xff),
            patched("subsystem", 92, "subsystem", 3, 0),
            patched("directories", 132, "data directories", 0xff, 0xff, 0xff, 0xff),
            patched("imports", 148, "imports", 1),
            patched("relocations", 180, "relocation", 0xff, 0xff, 0xff, 0xff))
        .flatMap(tests -> tests);
  }

  /** A run of the runner, its input, and what came out. */
  private static final class HostedRun {
    private final HostedRunnerBuild build;
    private final String runner;
    private final List<String> options = new ArrayList<>();
    private byte[] input = {};
    private HostedRunnerBuild.Result result;

    HostedRun(HostedRunnerBuild build, String runner) {
      this.build = build;
      this.runner = runner;
    }

    HostedRun options(String... more) {
      options.addAll(List.of(more));
      return this;
    }

    HostedRun input(byte[] bytes) {
      input = bytes;
      return this;
    }

    void start(String application) throws Exception {
      startFile(build.applicationFile(application));
    }

    void startBytes(byte[] image, Path folder) throws Exception {
      startFile(Files.write(folder.resolve(runner + ".efi"), image));
    }

    private void startFile(Path file) throws Exception {
      List<String> command = new ArrayList<>();
      command.add(build.runnerFile(runner).toString());
      command.addAll(options);
      command.add(file.toString());
      result = HostedRunnerBuild.execute(command, input, Duration.ofSeconds(30));
      assertThat(errors()).doesNotContain("AddressSanitizer", "runtime error");
    }

    int exitCode() {
      return result.exitCode();
    }

    byte[] outputBytes() {
      return result.output();
    }

    String output() {
      return new String(result.output(), UTF_8);
    }

    String errors() {
      return new String(result.errors(), UTF_8);
    }
  }
}
