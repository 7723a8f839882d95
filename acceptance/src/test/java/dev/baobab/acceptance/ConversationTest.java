// SPDX-License-Identifier: Apache-2.0
package dev.baobab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations with the examples, their lines from a file. */
class ConversationTest {
  private static final String LINES =
      "The fox\n/set sampler.temperature 0\n/get sampler.temperature\n/modules\n/nonsense\n/quit\n";

  @TempDir Path folder;

  @Test
  void asAProcessAndInQemu() throws Exception {
    Project project = Project.copyOf("storyteller", folder);

    check(project.talk(LINES, "-q", "run"));
    check(project.talk(LINES, "-q", "boot", "-Dbaobab.timeout=200"));
  }

  @Test
  void theDefaultExampleAnswersQuestions() throws Exception {
    Project project = Project.copyOf("chat", folder);
    String lines = "Who are you?\nMy name is Ada.\nWhat is my name?\n/quit\n";
    String greedy = "-Dbaobab.set.sampler.temperature=0";

    checkAnswers(project.talk(lines, "-q", "run", greedy));
    checkAnswers(project.talk(lines, "-q", "boot", greedy, "-Dbaobab.timeout=200"));
    assertThat(project.file("target/chat.img"))
        .as("room for more models")
        .satisfies(image -> assertThat(Files.size(image)).isGreaterThan(2000L << 20));
  }

  private static void checkAnswers(Outcome run) {
    assertThat(run.succeeds().output().replace("\r", ""))
        .contains("Hello! I am a small language model, and this machine is all mine")
        .contains("> Who are you?\nI am a small language model.")
        .contains("name is Ada.")
        .doesNotContain("<|");
  }

  private static void check(Outcome run) {
    assertThat(run.succeeds().output().replace("\r", ""))
        .contains(Project.STORY)
        .contains("> The fox\n")
        .contains("memory-time-travel")
        .contains("nonsense");
  }
}
