// SPDX-License-Identifier: Apache-2.0
package dev.baobab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations with the examples, their lines from a file. */
class ConversationTest {
  private static final String LINES =
      "The fox\n/set sampler.temperature 0\n/get sampler.temperature\n/modules\n/nonsense\n/quit\n";

  @TempDir Path folder;

  @Test
  @Tag("slow")
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

  /** What is saved under QEMU is there at the next boot, until the image is another one. */
  @Test
  @Tag("slow")
  void aSavedConversationIsThereAtTheNextBoot() throws Exception {
    Project project = Project.copyOf("chat", folder);
    String[] boot = {"-q", "boot", "-Dbaobab.timeout=200", "-Dbaobab.set.sampler.temperature=0"};
    String load = "/load ada\nWhat is my name?\n";

    Outcome saved = project.talk("My name is Ada.\n/save ada\n/quit\n", boot).succeeds();
    assertThat(saved.output()).contains("Saved as ada: 1 turn.");
    assertThat(saved.errors()).contains("is kept in target/chat.kept.qcow2");
    assertThat(project.talk(load, boot).succeeds().output())
        .contains("Loaded ada: 1 turn.")
        .contains("Ada");

    String[] forgets = Arrays.copyOf(boot, boot.length + 1);
    forgets[boot.length] = "-Dbaobab.boot.snapshot=true";
    assertThat(project.talk(load, forgets).succeeds().output()).contains("E-CHAT-MISSING");

    String[] other = Arrays.copyOf(boot, boot.length + 1);
    other[boot.length] = "-Dbaobab.set.repl.prompt=? ";
    Outcome replaced = project.talk("/load ada\n", other).succeeds();
    assertThat(replaced.output()).contains("E-CHAT-MISSING");
    assertThat(replaced.errors()).contains("what was kept for the one before is gone");
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
