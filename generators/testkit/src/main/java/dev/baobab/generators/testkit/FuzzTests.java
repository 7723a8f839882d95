// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The libFuzzer targets of a module: each {@code *_fuzz.c} below {@code src/test/c}, compiled like
 * a C test, takes inputs that libFuzzer makes up from the seeds in {@code src/test/corpus/<name>}.
 * It fails if one breaks a promise, runs for 10 seconds, or takes 512 MiB.
 *
 * <p>Each runs for 2 seconds, with {@code -Dslow} for 20, with {@code -Dfuzz.seconds=N} for N. A
 * target whose comment says {@code fuzz-minutes: N} runs for N minutes with {@code -Dslow}; its
 * test class has the tag {@code long}, so that {@code ./test} runs such ones side by side. What was
 * found to reach new code is kept in {@code target/fuzz/<name>/corpus} for the next run; an input
 * that fails, beside it: give it to the program there to see it fail again.
 */
public final class FuzzTests {
  private static final boolean IS_SLOW = System.getProperty("slow") != null;
  private static final long QUICK_SECONDS = 2;
  private static final long SLOW_SECONDS = 20;

  /** For starting, and for an input that runs too long. */
  private static final long GRACE_SECONDS = 60;

  /** Twice the longest line of a config file, the greatest limit of a parser. */
  private static final int LONGEST_INPUT = 8192;

  /** What a failure shows: the end of libFuzzer's output has the reason. */
  private static final int SHOWN_CHARACTERS = 6000;

  private FuzzTests() {}

  /** The fuzz targets of the module whose Java tests are running: for a {@code @TestFactory}. */
  public static Stream<DynamicTest> here() throws IOException {
    return NativeProgram.tests("_fuzz.c", FuzzTests::check);
  }

  private static void check(NativeProgram target) throws IOException, InterruptedException {
    String name = target.name().replaceFirst("_fuzz$", "");
    Path folder = Path.of("target", "fuzz", name).toAbsolutePath();
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Path seeds = Path.of("src/test/corpus", name).toAbsolutePath();
    Path program = target.compile(folder, "fuzzer,address,undefined");

    List<String> command = new ArrayList<>(List.of(program.toString()));
    long seconds = seconds(target);
    command.add("-max_total_time=" + seconds);
    command.add("-max_len=" + LONGEST_INPUT);
    command.add("-timeout=10");
    command.add("-rss_limit_mb=512");
    command.add("-artifact_prefix=" + folder + "/");
    command.add(corpus.toString());
    if (Files.isDirectory(seeds)) {
      command.add(seeds.toString());
    }
    NativeProgram.run("has a finding", command, seconds + GRACE_SECONDS, FuzzTests::end);
  }

  private static long seconds(NativeProgram target) throws IOException {
    OptionalLong minutes = target.number("fuzz-minutes");
    long slow = minutes.isPresent() ? 60 * minutes.getAsLong() : SLOW_SECONDS;
    return Long.getLong("fuzz.seconds", IS_SLOW ? slow : QUICK_SECONDS);
  }

  private static String end(String printed) {
    return printed.substring(Math.max(0, printed.length() - SHOWN_CHARACTERS));
  }
}
