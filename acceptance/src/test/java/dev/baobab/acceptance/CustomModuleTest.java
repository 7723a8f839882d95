// SPDX-License-Identifier: Apache-2.0
package dev.baobab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example with a module of its own, outside the checkout. */
class CustomModuleTest {
  private static final String PROMPT = "A cat";

  @TempDir Path folder;

  @Test
  void theLetterIsNeverSaid() throws Exception {
    Project project = Project.copyOf("custom-module", folder);

    String text = text(project, "");
    assertThat(text.toLowerCase(java.util.Locale.ROOT)).doesNotContain("e");

    String other = text(project, "/letter t\nA sad King said\n/quit\n");
    String answer = other.substring(text.length());
    assertThat(answer)
        .as("the command changes the letter")
        .contains("e")
        .doesNotContainPattern("[tT]");
  }

  /** What the kernel generates: its story, then an answer. */
  private static String text(Project project, String input) throws Exception {
    Outcome run =
        project
            .talk(
                input,
                "-q",
                "run",
                "-Dbaobab.quiet=true",
                "-Dbaobab.set.sampler.seed=7",
                "-Dbaobab.set.kernel.interactive=" + !input.isEmpty())
            .succeeds();
    assertThat(run.output()).startsWith(PROMPT).hasSizeGreaterThan(PROMPT.length() + 20);
    return run.output();
  }
}
