// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * How a run ended.
 *
 * @param ok whether the kernel said that all is well, and the process agreed
 * @param reason one line: why it is not ok, or {@code ok}
 * @param text the generated text
 * @param lines the kernel's own lines
 * @param errors what the runner's process wrote to its standard error
 * @param exitCode the process's exit code, or -1 if it was ended from outside
 * @param elapsed wall time
 */
public record RunResult(
    boolean ok,
    String reason,
    byte[] text,
    String lines,
    String errors,
    int exitCode,
    Duration elapsed) {
  /** The generated text. */
  public String textAsString() {
    return new String(text, StandardCharsets.UTF_8);
  }
}
