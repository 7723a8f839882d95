// SPDX-License-Identifier: Apache-2.0
package dev.baobab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ./boot makes of its options; in a folder where its helpers and Maven are stand-ins. */
class BootScriptTest {
  /** Prints its arguments, one a line, and ends as it is told to. */
  private static final String MAVEN =
      "#!/bin/bash\nprintf '%s\\n' \"$@\"\nexit \"$(cat exit-code)\"\n";

  @TempDir Path folder;

  @BeforeEach
  void standIns() throws IOException {
    Files.copy(Project.CHECKOUT.resolve("boot"), folder.resolve("boot"));
    script("mvnw", MAVEN);
    script("tools/setup", "#!/bin/bash\n[ \"$*\" = boot ]\n");
    script("tools/install-framework", "#!/bin/bash\n");
    Files.writeString(folder.resolve("exit-code"), "0");
    for (String example : List.of("chat", "minimal", "storyteller")) {
      Files.createDirectories(folder.resolve("examples").resolve(example));
      Files.createFile(folder.resolve("examples").resolve(example).resolve("pom.xml"));
    }
  }

  @Test
  void theDefaultExampleInQemu() throws Exception {
    assertThat(arguments()).containsExactly("-q", "-B", "-f", "examples/chat", "boot");
  }

  @Test
  void theExampleThatTellsStories() throws Exception {
    String[] storyteller = {"-q", "-B", "-f", "examples/storyteller", "boot"};

    assertThat(arguments("--example", "storyteller")).containsExactly(storyteller);
    assertThat(arguments("--prompt", "A fox")).startsWith(storyteller);
    assertThat(arguments("--once")).startsWith(storyteller);
    assertMistake(
        boot("--example", "chat", "--once"),
        "--prompt and --once are about a story, which the example chat does not tell");
  }

  @ParameterizedTest
  @CsvSource({
    "--steps,64,-Dbaobab.set.repl.steps=64",
    "--seed,42,-Dbaobab.set.sampler.seed=42",
    "--cpu,qemu64,-Dbaobab.cpu=qemu64",
    "--smp,2,-Dbaobab.processors=2",
    "--memory,256,-Dbaobab.memory=256",
    "--timeout,90,-Dbaobab.timeout=90",
    "--screenshot,/tmp/screen.png,-Dbaobab.screenshot=/tmp/screen.png"
  })
  void anOptionIsAProperty(String option, String value, String property) throws Exception {
    assertThat(arguments(option, value)).endsWith("boot", property);
  }

  @Test
  void theChoiceOfTokensIsForTheStoryAndThePrompt() throws Exception {
    String[] tokens = {"-Dbaobab.set.sampler.temperature=0.7", "-Dbaobab.set.sampler.top-p=0.5"};

    assertThat(arguments("--temperature", "0.7", "--top-p", "0.5")).endsWith(tokens);
    assertThat(
            arguments(
                "--example",
                "storyteller",
                "--temperature",
                "0.7",
                "--top-p",
                "0.5",
                "--steps",
                "9"))
        .contains(tokens)
        .endsWith(
            "-Dbaobab.set.story.temperature=0.7",
            "-Dbaobab.set.story.top-p=0.5",
            "-Dbaobab.set.story.steps=9");
  }

  @Test
  void aPromptGoesThroughAsItIs() throws Exception {
    String prompt = "Say \"hi\",  it's $HOME * `ls` \\n Bär";
    assertThat(arguments("--prompt", prompt)).endsWith("-Dbaobab.set.story.prompt=" + prompt);
  }

  @Test
  void switches() throws Exception {
    assertThat(arguments("--hosted", "--once", "--example", "minimal"))
        .containsExactly(
            "-q", "-B", "-f", "examples/minimal", "run", "-Dbaobab.set.kernel.interactive=false");
    assertThat(arguments("--gui")).endsWith("-Dbaobab.gui=true");
    assertThat(arguments("--snapshot")).endsWith("-Dbaobab.boot.snapshot=true");
    assertThat(arguments("--once")).endsWith("-Dbaobab.boot.snapshot=true");
    assertThat(arguments("--quiet")).contains("-Dbaobab.quiet=true");
  }

  @Test
  void aModelIsNamedByItsWholePath() throws Exception {
    Path model = Files.createFile(folder.resolve("my model.bin")).toRealPath();
    Path tokenizer = Files.createFile(folder.resolve("my tokens.bin")).toRealPath();

    assertThat(arguments("--model", "my model.bin", "--tokenizer", tokenizer.toString()))
        .endsWith("-Dbaobab.model=" + model, "-Dbaobab.tokenizer=" + tokenizer);
  }

  @ParameterizedTest
  @CsvSource({"Q8_0,Q8_0", "q4_0,Q4_0", "bf16,BF16"})
  void aTypeOfWeightsIsNamedInUpperOrLowerCase(String given, String type) throws Exception {
    assertThat(arguments("--quantize", given)).endsWith("-Dbaobab.quantize=" + type);
  }

  @ParameterizedTest
  @CsvSource({
    "--quantize,Q4_K,'--quantize needs F32, F16, BF16, Q8_0, Q4_0 or Q4_1, not ''Q4_K'''",
    "--model,absent.bin,there is no file absent.bin",
    "--example,nothing,there is no example 'nothing': choose one of these: chat minimal storyteller",
    "--memory,lots,'--memory needs a whole number, not ''lots'''",
    "--stpes,3,unknown option '--stpes'",
    "story,now,unknown argument 'story'"
  })
  void mistakes(String option, String value, String message) throws Exception {
    assertMistake(boot(option, value), message);
  }

  @Test
  void moreMistakes() throws Exception {
    assertMistake(boot("--once", "--steps"), "--steps needs a value");
    assertMistake(
        boot("--screenshot", "s.png", "--hosted"),
        "--screenshot is about QEMU's machine: leave it or --hosted out");
  }

  @Test
  void help() throws Exception {
    assertThat(boot("--help").succeeds().output())
        .startsWith("usage: ./boot")
        .contains("--prompt T", "The exit code is 0 only if the kernel said that all is well.");
  }

  @Test
  void theExitCodeIsMavens() throws Exception {
    Files.writeString(folder.resolve("exit-code"), "1");

    assertThat(boot().exitCode()).isEqualTo(1);
  }

  private static void assertMistake(Outcome outcome, String message) {
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.errors())
        .isEqualTo("boot: " + message + " (./boot --help lists the options)\n");
  }

  private List<String> arguments(String... options) throws Exception {
    return boot(options).succeeds().output().lines().toList();
  }

  private Outcome boot(String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("./boot"));
    command.addAll(List.of(options));
    return Outcome.of(folder, "", command);
  }

  private void script(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
