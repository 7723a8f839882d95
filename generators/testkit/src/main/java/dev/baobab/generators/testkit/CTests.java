// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The C tests of a module: each {@code *_test.c} below {@code src/test/c} is a program of its own,
 * compiled for this machine with all warnings, AddressSanitizer and UndefinedBehaviorSanitizer. It
 * passes if it ends with code 0. Its header comment begins with {@code test-sources:} and names the
 * files that are compiled with it, relative to its own folder.
 */
public final class CTests {
  private static final Path FOLDER = Path.of("target", "c-tests");
  private static final Path THREAD_FOLDER = Path.of("target", "c-tests-thread");
  private static final String SANITIZERS = "address,undefined";
  private static final long TIMEOUT_SECONDS = 120;

  private CTests() {}

  /** The C tests of the module whose Java tests are running: for a {@code @TestFactory}. */
  public static Stream<DynamicTest> here() throws IOException {
    return NativeProgram.tests("_test.c", test -> run(test.compile(FOLDER, SANITIZERS)));
  }

  /** The same tests under ThreadSanitizer: for code that runs on several processors. */
  public static Stream<DynamicTest> hereWithThreads() throws IOException {
    return NativeProgram.tests("_test.c", test -> run(test.compile(THREAD_FOLDER, "thread")));
  }

  /**
   * A C program of the module whose Java tests are running, {@code src/test/c/NAME.c}, compiled
   * like a C test: for a test in Java that runs it.
   */
  public static Path program(String name) throws IOException, InterruptedException {
    return NativeProgram.of(name).compile(FOLDER, SANITIZERS);
  }

  /** Runs such a program as a C test, with arguments. */
  public static void run(Path program, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(Stream.of(program), Stream.of(arguments)).map(Object::toString).toList();
    NativeProgram.run("fails", command, TIMEOUT_SECONDS, UnaryOperator.identity());
  }
}
