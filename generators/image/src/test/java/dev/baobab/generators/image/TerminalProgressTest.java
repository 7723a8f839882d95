// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private static final long MB = 1_000_000;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long nanos = 77;

  private TerminalProgress progress(boolean terminal) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new TerminalProgress(out, terminal, () -> nanos);
  }

  private void after(double seconds) {
    nanos += (long) (seconds * 1e9);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void drawsABarOnATerminal() {
    TerminalProgress progress = progress(true);
    progress.progress("write", 0, 100 * MB);
    after(2);
    progress.progress("write", 50 * MB, 100 * MB);
    after(0.01);
    progress.progress("write", 51 * MB, 100 * MB); // too soon to be drawn
    after(1.99);
    progress.progress("write", 100 * MB, 100 * MB);
    assertThat(text())
        .isEqualTo(
            "\rwrite [###############...............]  50%  50.0 MB of 100.0 MB  25.0 MB/s  0:02 left\u001b[K"
                + "\rwrite [##############################] 100%  100.0 MB of 100.0 MB  25.0 MB/s  in 0:04\u001b[K"
                + System.lineSeparator());
  }

  @Test
  void writesFewPlainLinesElsewhere() {
    TerminalProgress progress = progress(false);
    for (int i = 0; i <= 120; i++) {
      progress.progress("verify", i * MB, 120 * MB);
      after(0.1);
    }
    assertThat(text().lines())
        .containsExactly(
            "verify  41%  50.0 MB of 120.0 MB  10.0 MB/s  0:07 left",
            "verify  83%  100.0 MB of 120.0 MB  10.0 MB/s  0:02 left",
            "verify 100%  120.0 MB of 120.0 MB  10.0 MB/s  in 0:12");
  }

  @Test
  void claimsNoRateThatItDidNotMeasure() {
    TerminalProgress progress = progress(false);
    progress.progress("image", 0, 0);
    progress.progress("write", 0, 5);
    progress.progress("write", 5, 5);
    assertThat(text().lines()).containsExactly("image 100%  0 B of 0 B", "write 100%  5 B of 5 B");
  }

  @Test
  void startsAnewForEachTask() {
    TerminalProgress progress = progress(false);
    progress.progress("write", 0, 10 * MB);
    after(10);
    progress.progress("write", 10 * MB, 10 * MB);
    progress.progress("verify", 0, 10 * MB);
    after(1);
    progress.progress("verify", 10 * MB, 10 * MB);
    assertThat(text().lines())
        .containsExactly(
            "write 100%  10.0 MB of 10.0 MB  1.0 MB/s  in 0:10",
            "verify 100%  10.0 MB of 10.0 MB  10.0 MB/s  in 0:01");
  }
}
