// SPDX-License-Identifier: Apache-2.0
package dev.baobab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversation with the default example, its lines from a file. */
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

  private static void check(Outcome run) {
    assertThat(run.succeeds().output().replace("\r", ""))
        .contains(Project.STORY)
        .contains("> The fox\n")
        .contains("memory-time-travel")
        .contains("nonsense");
  }
}
