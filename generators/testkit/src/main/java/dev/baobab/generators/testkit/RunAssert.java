// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import dev.baobab.generators.runners.RunResult;
import java.time.Duration;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractAssert;

/** Assertions on how a kernel's run ended; a failure shows all that the kernel wrote. */
public final class RunAssert extends AbstractAssert<RunAssert, RunResult> {
  private RunAssert(RunResult actual) {
    super(actual, RunAssert.class);
  }

  /** Begins an assertion. */
  public static RunAssert assertThat(RunResult run) {
    return new RunAssert(run);
  }

  /** The kernel said that all is well. */
  public RunAssert isOk() {
    isNotNull();
    if (!actual.ok()) {
      fail("the kernel is to say that all is well");
    }
    return this;
  }

  /** The kernel said that all is well, and generated this text and nothing else. */
  public RunAssert tells(String text) {
    isOk();
    if (!actual.textAsString().equals(text)) {
      throw failureWithActualExpected(
          actual.textAsString(), text, "the generated text is another one%n%s", describe());
    }
    return this;
  }

  /** The kernel ended by itself with an error of this code, by the way that errors take. */
  public RunAssert failsWith(String code) {
    isNotNull();
    if (actual.ok()) {
      fail("the kernel is to fail with %s".formatted(code));
    }
    // The hosted runner's code for an image that returned an error; QEMU's for a reset that failed.
    if (!actual.reason().equals("the kernel reported a failure") || actual.exitCode() == 0) {
      fail("the kernel is to end by itself with %s and a verdict".formatted(code));
    }
    if (!actual.lines().contains("\u250c\u2500 " + code + " ")) {
      fail("the kernel is to name the error %s".formatted(code));
    }
    return this;
  }

  /** One of the kernel's own lines contains a text. */
  public RunAssert writes(String text) {
    isNotNull();
    if (!actual.lines().contains(text)) {
      fail("one of the kernel's lines is to contain \"%s\"".formatted(text));
    }
    return this;
  }

  /** A regular expression is found in the kernel's own lines. */
  public RunAssert writesLike(String regex) {
    isNotNull();
    if (!Pattern.compile(regex).matcher(actual.lines()).find()) {
      fail("one of the kernel's lines is to be like \"%s\"".formatted(regex));
    }
    return this;
  }

  /** The run took less than this. */
  public RunAssert takesLessThan(Duration limit) {
    isNotNull();
    if (actual.elapsed().compareTo(limit) >= 0) {
      fail("the run is to take less than %d ms".formatted(limit.toMillis()));
    }
    return this;
  }

  private void fail(String expectation) {
    throw failure("%s%n%s", expectation, describe());
  }

  private String describe() {
    return """
        It ended after %d ms with exit code %d: %s
        --- the kernel's lines
        %s
        --- the generated text
        %s
        --- the runner's errors
        %s"""
        .formatted(
            actual.elapsed().toMillis(),
            actual.exitCode(),
            actual.reason(),
            actual.lines(),
            actual.textAsString(),
            actual.errors());
  }
}
