// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;

import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.KernelProcess;
import dev.baobab.generators.testkit.TestKernel;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a person waits for the first word of a chat's answer. */
@Tag("alone")
class FirstTokenTest {
  private static final Duration AT_ONCE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ROUNDS = 9;

  /** 20 tokens. */
  private static final String QUESTION =
      "Can you please tell me what the name of the day after Friday is?";

  @BeforeAll
  static void needed() {
    for (String module : new String[] {"chat", "chat-demo"}) {
      Assumptions.assumeTrue(Kernels.has(module), module);
    }
  }

  @Test
  void comesAtOnce() throws IOException, InterruptedException {
    TestKernel kernel =
        TestKernel.of(Kernels.CATALOG, "chat", "chat-demo")
            .model(TestModel.demo())
            .option("kernel.interactive", "true")
            .option("sampler.temperature", "0");
    List<Duration> waits = new ArrayList<>();
    try (KernelProcess process = kernel.build().startHosted(HostedMachine.standard())) {
      for (int round = 0; round < ROUNDS; round++) {
        say(process, "/clear");
        process.await("\n> ", PATIENCE);
        waits.add(firstToken(process));
      }
      process.await("\n> ", PATIENCE);
      process.send("/quit\r");
      assertThat(process.finish(Optional.of(PATIENCE))).isOk();
    }
    Collections.sort(waits);
    System.out.printf("first token: %s to %s%n", waits.get(0), waits.get(ROUNDS - 1));
    Assertions.assertThat(waits.get(ROUNDS / 2)).isLessThan(AT_ONCE);
  }

  private static void say(KernelProcess process, String line)
      throws IOException, InterruptedException {
    process.await("\n> ", PATIENCE);
    process.send(line + "\r");
  }

  /** From Enter until the answer has a letter. */
  private static Duration firstToken(KernelProcess process)
      throws IOException, InterruptedException {
    int before = process.text().length();
    long start = System.nanoTime();
    process.send(QUESTION + "\r");
    while (process.text().substring(before).isBlank()) {
      Assertions.assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
      Thread.sleep(1);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
