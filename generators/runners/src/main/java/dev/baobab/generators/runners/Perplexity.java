// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How well a model foresees a text, as a kernel with the modules {@code bench} and {@code repl}
 * measures it.
 *
 * @param value the perplexity: the lower, the better
 * @param tokens the text's length
 */
public record Perplexity(double value, int tokens) {
  private static final String PROMPT = "\n> ";
  private static final Pattern LINE = Pattern.compile("perplexity: ([0-9.]+), (\\d{1,9}) tokens");

  /**
   * Asks a kernel that waits at its prompt, and has it end.
   *
   * @param file the text's path on the kernel's volume
   * @param patience how long it may take to boot, and again to measure
   * @throws IllegalStateException with the kernel's lines, if it gives no perplexity
   */
  public static Perplexity measure(KernelProcess kernel, String file, Duration patience)
      throws IOException, InterruptedException {
    kernel.await(PROMPT, patience);
    kernel.send("/perplexity " + file + "\r");
    kernel.await(PROMPT, patience);
    kernel.send("/quit\r");
    RunResult run = kernel.finish(Optional.of(patience));
    Matcher said = LINE.matcher(run.lines());
    if (!run.ok() || !said.find()) {
      throw new IllegalStateException(
          "the kernel gave no perplexity (%s). Its lines:%n%s"
              .formatted(run.reason(), run.lines()));
    }
    return new Perplexity(Double.parseDouble(said.group(1)), Integer.parseInt(said.group(2)));
  }
}
