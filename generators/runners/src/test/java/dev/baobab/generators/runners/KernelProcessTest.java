// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shell scripts stand in for kernels. */
class KernelProcessTest {
  private static final Optional<Duration> LONG = Optional.of(Duration.ofSeconds(30));

  private final List<String> events = new ArrayList<>();

  @Test
  void verdictAndExitCodeTogetherAreSuccess() throws Exception {
    RunResult result = run("printf 'boot\\n\\002Once\\003done\\n\\006'; echo trace >&2");

    assertThat(result.ok()).isTrue();
    assertThat(result.reason()).isEqualTo("ok");
    assertThat(result.textAsString()).isEqualTo("Once");
    assertThat(result.lines()).isEqualTo("boot\ndone\n");
    assertThat(result.errors()).isEqualTo("trace\n");
    assertThat(result.exitCode()).isZero();
    assertThat(events).containsExactly("verdict", "clean");
  }

  @Test
  void aGoodVerdictWithABadExitCodeIsAFailure() throws Exception {
    RunResult result = run("printf '\\006'; exit 3");

    assertThat(result.ok()).isFalse();
    assertThat(result.reason())
        .isEqualTo("the kernel said that all is well, but the exit code is 3");
  }

  @Test
  void aBadVerdictIsAFailureWhateverTheExitCode() throws Exception {
    RunResult result = run("printf '\\025'");

    assertThat(result.ok()).isFalse();
    assertThat(result.reason()).isEqualTo("the kernel reported a failure");
  }

  @Test
  void noVerdictIsAFailure() throws Exception {
    RunResult result = run("echo boot; exit 7");

    assertThat(result.ok()).isFalse();
    assertThat(result.reason()).isEqualTo("the kernel ended without a verdict (exit code 7)");
    assertThat(events).containsExactly("clean");
  }

  @Test
  void aProcessThatGoesOnTooLongIsEnded() throws Exception {
    RunResult result = run("echo boot; exec sleep 600", Optional.of(Duration.ofSeconds(1)));

    assertThat(result.ok()).isFalse();
    assertThat(result.reason()).startsWith("the kernel did not end within 1 s");
    assertThat(result.lines()).isEqualTo("boot\n");
    assertThat(result.exitCode()).isEqualTo(Launch.ENDED);
    assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aProcessIsAskedBeforeItIsEndedSoThatItCanPutItsTerminalInOrder() throws Exception {
    RunResult result =
        run(
            "trap 'echo tidy; exit 0' TERM; echo boot; while :; do sleep 0.1; done",
            Optional.of(Duration.ofSeconds(1)));

    assertThat(result.lines()).isEqualTo("boot\ntidy\n");
  }

  @Test
  void aProcessThatDoesNotListenIsEndedByForce() throws Exception {
    RunResult result =
        run(
            "trap '' TERM; echo boot; while :; do sleep 0.1; done",
            Optional.of(Duration.ofSeconds(1)));

    assertThat(result.exitCode()).isEqualTo(Launch.ENDED);
    assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aProcessorExceptionEndsTheRunAtOnce() throws Exception {
    RunResult result =
        run("echo '!!!! X64 Exception Type - 06(#UD - Invalid Opcode) !!!!'; exec sleep 600");

    assertThat(result.ok()).isFalse();
    assertThat(result.reason())
        .isEqualTo(
            "the processor raised an exception: X64 Exception Type - 06(#UD - Invalid Opcode)");
    assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aConversation() throws Exception {
    String script =
        "printf '> '; read -r line; printf '\\002%s\\003\\n> ' \"$line\"; read -r line; printf '\\006'";
    try (KernelProcess process = start(script)) {
      process.await("> ", Duration.ofSeconds(20));
      process.send("Ein Bär\n");
      process.await("> ", Duration.ofSeconds(20));
      assertThat(process.text()).isEqualTo("Ein Bär");
      process.send("/quit\n");
      assertThat(process.finish(LONG).ok()).isTrue();
    }
  }

  /** The firmware, which reads a line here, must not get what is meant for the kernel. */
  @Test
  void keysOfAStreamWaitForTheKernel() throws Exception {
    String script =
        "read -t 1 -r lost; printf 'firmware got %s.\\nBaobab 1\\n' \"$lost\";"
            + " read -r line; printf '\\002%s\\003\\006' \"$line\"";
    try (KernelProcess process = start(script)) {
      process.feed(new ByteArrayInputStream("The fox\n".getBytes(StandardCharsets.UTF_8)));
      RunResult result = process.finish(LONG);
      assertThat(result.lines()).startsWith("firmware got .");
      assertThat(result.textAsString()).isEqualTo("The fox");
    }
  }

  @Test
  void behindTheKeysOfAStreamControlDIsTyped() throws Exception {
    String script =
        "printf 'Baobab 1\\n'; read -r line; end=$(head -c 2 | od -An -tx1);"
            + " printf '\\002%s%s\\003\\006' \"$line\" \"$end\"";
    try (KernelProcess process = start(script)) {
      process.feed(new ByteArrayInputStream("The fox\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(process.finish(LONG).textAsString()).isEqualTo("The fox 04 04");
    }
  }

  @Test
  void aLineThatDoesNotComeIsAnErrorThatShowsWhatCame() throws Exception {
    try (KernelProcess process = start("echo something else; exec sleep 600")) {
      assertThatThrownBy(() -> process.await("prompt", Duration.ofMillis(300)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("did not write \"prompt\"")
          .hasMessageContaining("something else");
    }
  }

  @Test
  void closingEndsTheProcess() throws Exception {
    KernelProcess process = start("trap '' HUP; echo $$; exec sleep 600");
    process.await("\n", Duration.ofSeconds(20));
    process.close();

    assertThat(events).containsExactly("clean");
    assertThat(process.finish(LONG).exitCode()).isNotZero();
  }

  @Test
  void whatAProgramThatCannotBeStartedNeededIsCleanedUp(@TempDir Path folder) {
    Launch launch =
        new Launch(
            List.of(folder.resolve("absent").toString()),
            Set.of(0),
            Launch.Work.NONE,
            () -> events.add("clean"));

    assertThatThrownBy(() -> KernelProcess.start(launch, false, new Collected()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("absent");
    assertThat(events).containsExactly("clean");
  }

  @Test
  void theFolderOfARunIsRemoved(@TempDir Path folder) throws Exception {
    Path variables = Files.writeString(folder.resolve("OVMF_VARS.fd"), "variables");
    RunFolder run = RunFolder.make(variables);
    Files.createFile(run.monitor());
    assertThat(run.variables()).hasContent("variables");

    run.delete();

    assertThat(run.folder()).doesNotExist();
    assertThat(variables).exists();
  }

  private RunResult run(String script) throws Exception {
    return run(script, LONG);
  }

  private RunResult run(String script, Optional<Duration> timeout) throws Exception {
    try (KernelProcess process = start(script)) {
      return process.finish(timeout);
    }
  }

  private KernelProcess start(String script) throws IOException {
    Launch launch =
        new Launch(
            List.of("/bin/bash", "-c", script),
            Set.of(0),
            () -> events.add("verdict"),
            () -> events.add("clean"));
    return KernelProcess.start(launch, false, new Collected());
  }
}
