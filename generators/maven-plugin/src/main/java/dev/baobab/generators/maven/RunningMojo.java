// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.maven;

import dev.baobab.generators.pipeline.KernelPipeline;
import dev.baobab.generators.runners.KernelOutput;
import dev.baobab.generators.runners.KernelProcess;
import dev.baobab.generators.runners.RunResult;
import java.time.Duration;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** Base of the goals that run a kernel and pass its console through. */
abstract class RunningMojo extends KernelMojo {
  /** Memory of the machine in MiB. */
  @Parameter(property = "baobab.memory", defaultValue = "512")
  protected int memory;

  /** Processors of the machine. */
  @Parameter(property = "baobab.processors", defaultValue = "1")
  protected int processors;

  /** Seconds after which the machine is ended; 0: never. */
  @Parameter(property = "baobab.timeout", defaultValue = "0")
  private int timeout;

  /** Whether the standard output gets the generated text and nothing else of the kernel. */
  @Parameter(property = "baobab.quiet", defaultValue = "false")
  private boolean quiet;

  /**
   * Starts the kernel's process.
   *
   * @param inheritInput whether it reads this process's standard input itself
   */
  protected abstract KernelProcess start(
      KernelPipeline pipeline, boolean inheritInput, KernelOutput output) throws Exception;

  /** Tells the user something, Maven's option -q or not; not in a quiet run. */
  protected final void tell(String format, Object... arguments) {
    if (!quiet) {
      System.err.println(format.formatted(arguments));
    }
  }

  @Override
  protected final void run(KernelPipeline pipeline) throws Exception {
    boolean terminal = Terminal.isInput();
    try (KernelProcess process = start(pipeline, terminal, Terminal.output(quiet))) {
      if (!terminal) {
        process.feed(Terminal.input());
      }
      RunResult result =
          process.finish(
              timeout == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(timeout)));
      if (!result.ok()) {
        throw new MojoFailureException(
            result.errors().isBlank()
                ? result.reason()
                : result.reason() + "\n" + result.errors().strip());
      }
    }
  }
}
