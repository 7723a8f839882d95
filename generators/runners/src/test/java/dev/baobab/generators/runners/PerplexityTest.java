// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shell scripts stand in for kernels. */
class PerplexityTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void isWhatTheKernelAnswers() throws Exception {
    Perplexity measured =
        measure("[ \"$command\" = '/perplexity text' ] && echo 'perplexity: 1.352000, 224 tokens'");

    assertThat(measured).isEqualTo(new Perplexity(1.352, 224));
  }

  @Test
  void aKernelThatRefusesIsQuoted() {
    assertThatThrownBy(() -> measure("echo 'E-BENCH-TEXT: the file has no token'"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no perplexity (ok)")
        .hasMessageContaining("E-BENCH-TEXT: the file has no token");
  }

  @Test
  void aKernelThatFailsIsQuoted() {
    assertThatThrownBy(() -> measure("echo 'perplexity: 1.0, 1 tokens'; verdict='\\025'"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no perplexity (the kernel reported a failure)");
  }

  /** A kernel that reads a command after its prompt, does something and reads another. */
  private static Perplexity measure(String answer) throws IOException, InterruptedException {
    String line = "IFS= read -r -d $'\\r' %s; ";
    String script =
        "printf 'boot\\n> '; "
            + line.formatted("command")
            + answer
            + "; printf '\\n> '; "
            + line.formatted("quit")
            + "[ \"$quit\" = /quit ] && printf \"${verdict:-\\006}\"";
    Launch launch =
        new Launch(List.of("bash", "-c", script), Set.of(0), Launch.Work.NONE, Launch.Work.NONE);
    KernelOutput quiet = KernelOutput.to(OutputStream.nullOutputStream());
    try (KernelProcess kernel = KernelProcess.start(launch, false, quiet)) {
      return Perplexity.measure(kernel, "text", PATIENCE);
    }
  }
}
