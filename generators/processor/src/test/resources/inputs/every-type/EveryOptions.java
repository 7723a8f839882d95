// SPDX-License-Identifier: Apache-2.0
package demo;

import dev.baobab.dsl.CpuFeature;
import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Has an option of <em>every</em> type, and {@link Option options} enough for a description that
 * takes more than one line: {@code 1 < 2 && "a" != "b"}.
 *
 * <p>It has a second paragraph.
 *
 * @see EveryModule
 */
@KernelModule(
    id = "every-type",
    builder = "Every.options",
    summary = "An option of every type",
    composer = EveryModule.class,
    provides = {"types", "every-type"},
    requires = {"heap", "console"},
    conflicts = "no-type",
    cpu = {CpuFeature.SSE2, CpuFeature.AVX2, CpuFeature.SSE2},
    sources = {"every.c", "fast/every_avx2.asm"},
    headers = "every.h")
public interface EveryOptions {
  /** What to do at the end. */
  enum OnExit {
    HALT,
    POWER_OFF
  }

  /** Whether to talk. */
  @Option("true")
  boolean verbose();

  /** How many tokens to look at; {@link #topP()} comes after. Not more than there are. */
  @Option(value = "40", min = "1", unit = "tokens", tunable = true)
  int topK();

  /** Any number of 32 bits. */
  @Option("-7")
  int bias();

  /** Where the random numbers begin. */
  @Option(value = "9007199254740993", min = "0")
  long seed();

  /**
   * Probability mass to keep; 1 keeps everything & turns the filter off, and the explanation of that
   * is so long that it is broken into lines.
   *
   * @return the mass
   */
  @Option(value = "0.9", min = "0", max = "1.5e0")
  double topP();

  /** What stands before the user's text: <b>$L</b> is not a placeholder. */
  @Option(value = "$S \"é\" \\u */ > ", maxLength = 16, tunable = true)
  String prompt();

  /** What follows the last token. */
  @Option("power-off")
  OnExit onExit();
}
