// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.repl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.KernelProcess;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.ModuleCatalog;
import dev.baobab.generators.testkit.RunAssert;
import dev.baobab.generators.testkit.TestKernel;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A kernel with a prompt, talked to over its serial port as a script would do it. */
class ReplKernelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PROMPT = "\n> ";

  private static BuiltKernel kernel;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    kernel = kernel("true").build();
  }

  private static TestKernel kernel(String interactive) {
    return TestKernel.of(ModuleCatalog.onClassPath(), "repl")
        .option("kernel.interactive", interactive)
        .option("sampler.temperature", "0");
  }

  /** Types lines, each when the prompt is there, then leaves. */
  private static RunResult type(String... lines) throws IOException, InterruptedException {
    try (KernelProcess process = kernel.startHosted(HostedMachine.standard())) {
      for (String line : lines) {
        process.await(PROMPT, PATIENCE);
        process.send(line + "\r");
      }
      process.await(PROMPT, PATIENCE);
      process.send("/quit\r");
      return process.finish(Optional.of(PATIENCE));
    }
  }

  /** The generated text, with the line ends that it had before the serial port. */
  private static String text(RunResult run) {
    return run.textAsString().replace("\r\n", "\n");
  }

  @Test
  void continuesWhatIsTyped() throws Exception {
    String golden = TestModel.golden("stories260K-greedy.txt").stripTrailing();
    RunResult run = type("Once upon a time");
    RunAssert.assertThat(run).isOk().writes("tokens/s\n> ");
    assertThat("Once upon a time" + text(run)).startsWith(golden);
  }

  @Test
  void anEditedLineIsWhatIsSeen() throws Exception {
    // Typed with a mistake that is corrected with the arrow keys, Home, Delete and Ctrl-K.
    String keys = "xonce upoon a time!!\033[D\033[D\u000b\033[H\033[3~\033[3~O";
    String back = "\033[C".repeat(7) + "\b";
    RunResult edited = type("/set repl.steps 30", keys + back);
    RunResult plain = type("/set repl.steps 30", "Once upon a time");
    RunAssert.assertThat(edited).tells(plain.textAsString());
  }

  @Test
  void stepsAreTokensOfTheAnswer() throws Exception {
    RunResult run = type("/set repl.steps 3", "Once upon a time", "/stats");
    RunAssert.assertThat(run).isOk().writes("3 tokens, ").writes("repl.steps allows");
    assertThat(text(run)).isEqualTo(", there was\n");
  }

  @Test
  void theConversationGoesOnUntilReset() throws Exception {
    RunResult one = type("/set repl.steps 10", "Once upon a time", "The end", "/stats");
    RunResult two = type("/set repl.steps 10", "Once upon a time", "/reset", "The end", "/stats");
    String[] together = one.textAsString().split("\n", 2);
    String[] apart = two.textAsString().split("\n", 2);
    assertThat(together[0]).isEqualTo(apart[0]);
    assertThat(together[1]).isNotEqualTo(apart[1]);
  }

  @Test
  void commandsAnswerAndErrorsAreSurvived() throws Exception {
    RunResult run =
        type(
            "/help",
            "/hepl",
            "/get",
            "/set sampler.top-p 7",
            "/model",
            "/cpu",
            "/memory",
            "/modules",
            "/stats");
    RunAssert.assertThat(run)
        .isOk()
        .writes("/quit [reboot|return]")
        .writes("E-COMMAND-UNKNOWN")
        .writes("did you mean /help?")
        .writes("sampler.temperature")
        .writes("E-OPTION-VALUE")
        .writes("512 tokens")
        .writes("sse2")
        .writes("weights")
        .writes("heap-bump")
        .writes("none yet");
  }

  @Test
  void aLineThatEndsInABackslashGoesOn() throws Exception {
    try (KernelProcess process = kernel.startHosted(HostedMachine.standard())) {
      process.await(PROMPT, PATIENCE);
      process.send("/set repl.steps 20\r");
      process.await(PROMPT, PATIENCE);
      process.send("Once upon\\\r");
      process.await("\n. ", PATIENCE);
      process.send("a time\r");
      process.await(PROMPT, PATIENCE);
      process.send("/quit\r");
      RunResult run = process.finish(Optional.of(PATIENCE));
      RunAssert.assertThat(run).isOk();
      assertThat(run.textAsString()).isNotBlank();
    }
  }

  @Test
  void controlCEndsAnAnswerAndKeepsThePrompt() throws Exception {
    try (KernelProcess process = kernel.startHosted(HostedMachine.standard())) {
      process.await(PROMPT, PATIENCE);
      process.send("Once upon a time\r\u0003");
      process.await(PROMPT, PATIENCE);
      process.send("/stats\r");
      process.await("Ctrl-C", PATIENCE);
      process.send("/quit return\r");
      RunAssert.assertThat(process.finish(Optional.of(PATIENCE))).isOk();
    }
  }

  @Test
  void everyLineIsTakenWhenSeveralArePasted() throws Exception {
    try (KernelProcess process = kernel.startHosted(HostedMachine.standard())) {
      process.await(PROMPT, PATIENCE);
      process.send("/set repl.steps 2\rOnce upon a time\r/stats\r/quit\r");
      RunResult run = process.finish(Optional.of(PATIENCE));
      RunAssert.assertThat(run).isOk().writes("repl.steps allows");
    }
  }

  @Test
  void theEndOfTheInputLeaves() throws Exception {
    try (KernelProcess process = kernel.startHosted(HostedMachine.standard())) {
      process.endInput();
      RunAssert.assertThat(process.finish(Optional.of(PATIENCE))).isOk().writes("0 answers");
    }
  }

  /** It comes while the answer is generated, and with a line that is not entered. */
  @Test
  void whatWasTypedBeforeTheEndIsAnswered() throws Exception {
    for (String line : new String[] {"Once upon a time\n", "Once upon a time"}) {
      try (KernelProcess process = kernel.startHosted(HostedMachine.standard())) {
        process.send(line);
        process.endInput();
        RunResult run = process.finish(Optional.of(PATIENCE));
        RunAssert.assertThat(run).isOk().writes("1 answers");
        assertThat("Once upon a time" + text(run))
            .startsWith(TestModel.golden("stories260K-greedy.txt").stripTrailing());
      }
    }
  }

  @Test
  void aKernelWithoutAnyoneToAnswerLeaves() throws Exception {
    RunResult run = kernel("false").build().runHosted();
    RunAssert.assertThat(run).tells("").writes("not interactive");
  }
}
