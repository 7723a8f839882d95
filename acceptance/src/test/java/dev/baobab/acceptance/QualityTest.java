// SPDX-License-Identifier: Apache-2.0
package dev.baobab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What quantizing the model costs is measured, and is in the report. */
class QualityTest {
  private static final String FOUR_BITS = "-Dbaobab.quantize=Q4_0";
  private static final String REPORT = "target/kernel/report.html";

  @TempDir Path folder;

  private Project project;

  @BeforeEach
  void copy() throws IOException {
    project = Project.copyOf("storyteller", folder);
  }

  @Test
  @Tag("slow")
  void isInTheReportUntilTheModelIsAnother() throws Exception {
    Outcome measured = project.mvn("baobab:quality", FOUR_BITS).succeeds();

    Properties kept = new Properties();
    try (var in = Files.newBufferedReader(project.file("target/kernel/quality.properties"))) {
      kept.load(in);
    }
    double ours = Double.parseDouble(kept.getProperty("perplexity"));
    double float32 = Double.parseDouble(kept.getProperty("perplexity.float32"));
    // In the language of the demo model; what is foreign to it measures no loss (170 and more).
    assertThat(float32).isBetween(1.2, 2.0);
    assertThat(ours / float32).isBetween(1.002, 1.05);
    String both =
        "perplexity %.3f on quality.txt (%s tokens), against %.3f with float32 weights"
            .formatted(ours, kept.getProperty("tokens"), float32);
    assertThat(measured.output()).contains("Perplexity on quality.txt: %.4f".formatted(ours));
    assertThat(project.file(REPORT)).content().contains(both, "Bytes by module");

    project.mvn("generate", FOUR_BITS).succeeds();
    assertThat(project.file(REPORT)).content().contains(both, "not built yet");

    project.mvn("generate").succeeds();
    assertThat(project.file(REPORT)).content().doesNotContain("perplexity 1.");
  }

  @Test
  void aTextWithNothingInItIsRefused() throws Exception {
    Path empty = Files.createFile(project.file("empty.txt"));

    assertThat(project.mvn("baobab:quality", "-Dbaobab.text=" + empty).fails().output())
        .contains("the kernel gave no perplexity", "E-BENCH-TEXT");
  }
}
