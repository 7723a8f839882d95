// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.testkit.RunAssert;
import java.util.Random;

/**
 * A conversation of ten turns of which each is saved, on a machine whose power fails while it
 * saves. Nothing is lost but the turn that was being saved.
 */
final class PowerCuts {
  /** Questions that have nothing to do with each other. */
  private static final String[] QUESTIONS = {
    "My name is Ada.",
    "Who are you?",
    "What is 7 + 5?",
    "What day comes after Friday?",
    "What is 2 + 2?",
    "What does a cow say?",
    "What is my name?",
    "What is 3 + 4?",
    "What colour is a banana?",
    "What is my name?"
  };

  /** About as long as a save takes, in QEMU and as a process on a busy machine. */
  private static final int SAVE_MILLISECONDS = 12;

  /** Starts the machine. */
  interface Machine {
    Talk start() throws Exception;
  }

  private final Machine machine;

  PowerCuts(Machine machine) {
    this.machine = machine;
  }

  /** How many of the ten turns are in the conversation that is loaded. */
  private static int load(Talk talk) throws Exception {
    talk.send("/load ten");
    talk.await("Loaded ten: ");
    talk.answer();
    String lines = talk.process().lines();
    String turns = lines.substring(lines.lastIndexOf("Loaded ten: ") + "Loaded ten: ".length());
    return Integer.parseInt(turns.substring(0, turns.indexOf(' ')));
  }

  /** Talks, saves every turn; then cuts the power so many times at random moments of a save. */
  void run(int cuts) throws Exception {
    Random random = new Random(11);
    int before = QUESTIONS.length;
    int after = before;
    try (Talk talk = machine.start()) {
      String last = "";
      for (String question : QUESTIONS) {
        last = talk.say(question);
        assertThat(last).isNotEmpty();
        talk.say("/save ten");
      }
      assertThat(last).contains("Ada");
      RunAssert.assertThat(talk.quit()).isOk().writes("Saved as ten: 10 turns.");
    }
    for (int cut = 0; cut < cuts; cut++) {
      try (Talk talk = machine.start()) {
        // What was being saved when the power failed is there, or what was there before.
        int turns = load(talk);
        assertThat(turns).isIn(before, after);
        before = after = turns;
        if (turns > QUESTIONS.length) {
          talk.say("/undo");
          after--;
        }
        assertThat(talk.say("What is my name?")).contains("Ada");
        talk.say("/undo");
        talk.say("What is 2 + 2?");
        after++;
        if (after == before) {
          talk.say("/undo");
          after--;
        }
        talk.send("/save ten");
        Thread.sleep(random.nextInt(SAVE_MILLISECONDS));
        talk.cutPower();
      }
    }
    try (Talk talk = machine.start()) {
      assertThat(load(talk)).isIn(before, after);
      RunAssert.assertThat(talk.quit()).isOk();
    }
  }
}
