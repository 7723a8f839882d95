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
  private static final long TIMEOUT_SECONDS = 120;

  private CTests() {}

  /** The C tests of the module whose Java tests are running: for a {@code @TestFactory}. */
  public static Stream<DynamicTest> here() throws IOException {
    return NativeProgram.tests("_test.c", CTests::check);
  }

  private static void check(NativeProgram test) throws IOException, InterruptedException {
    Path program = test.compile(Path.of("target", "c-tests"), "address,undefined");
    NativeProgram.run(
        "fails", List.of(program.toString()), TIMEOUT_SECONDS, UnaryOperator.identity());
  }
}
