// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import dev.baobab.generators.testkit.TestKernel;
import dev.baobab.generators.testkit.TestModel;
import java.util.Map;

/** What llama2.c's {@code run} prints for stories260K, and the options that ask a kernel for it. */
enum GoldenStory {
  /** {@code -t 0}. */
  GREEDY("stories260K-greedy.txt", "", "256", "0", "0.9"),
  /** {@code -t 1.0 -p 0.9 -s 133742}. */
  SAMPLED("stories260K-t1.0-p0.9-s133742.txt", "", "256", "1", "0.9"),
  /** {@code -t 0 -n 100 -i "Lily and Ben found a map"}. */
  PROMPTED("stories260K-greedy-n100-prompt.txt", "Lily and Ben found a map", "100", "0", "0.9");

  private final String file;
  private final Map<String, String> options;

  GoldenStory(String file, String prompt, String steps, String temperature, String topP) {
    this.file = file;
    this.options =
        Map.of(
            "story.prompt", prompt,
            "story.steps", steps,
            "story.temperature", temperature,
            "story.top-p", topP,
            "sampler.seed", "133742");
  }

  /** The text. */
  String text() {
    return TestModel.golden(file);
  }

  /** A kernel that tells this story. */
  TestKernel ask(TestKernel kernel) {
    TestKernel asked = kernel;
    for (Map.Entry<String, String> option : options.entrySet()) {
      asked = asked.option(option.getKey(), option.getValue());
    }
    return asked;
  }
}
