// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same text with any number of processors, fast ones and slow ones. */
class ProcessorsTest {
  private static final int STEPS = 48;
  private static final String MATMUL = "matmul-avx2";

  private static BuiltKernel golden;

  /** A model that is large enough that most of its products are split. */
  private static BuiltKernel large;

  private static String largeText;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    golden = GoldenStory.SAMPLED.ask(Kernels.kernel(MATMUL, "smp")).build();
    large = Speed.kernel(STEPS, MATMUL, "smp").build();
    // Without the module: by one processor that knows nothing of others.
    RunResult alone = Speed.kernel(STEPS, MATMUL).build().runHosted();
    assertThat(alone).isOk();
    largeText = alone.textAsString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void goldenTextInQemu(int processors) throws IOException, InterruptedException {
    RunResult run = golden.runQemu(QemuMachine.standard().processors(processors));

    assertThat(run)
        .tells(GoldenStory.SAMPLED.text())
        .writes("%d of %d take part".formatted(processors, processors));
  }

  /** More processors than the machine has cores are preempted all the time. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void largeModel(int processors) throws IOException, InterruptedException {
    RunResult run = large.runHosted(HostedMachine.standard().processors(processors));

    assertThat(run).tells(largeText).writes("%d of %d take part".formatted(processors, processors));
  }

  /** Whoever computes a part of it quantizes activations, and rounds keys and values. */
  @Test
  void quantizedWeightsAndHalfTheCache() throws IOException, InterruptedException {
    BuiltKernel kernel =
        Speed.kernel(STEPS, MATMUL, "vector-avx2", "smp")
            .quantize(DataType.Q8_0)
            .option("kernel.kv-cache", "f16")
            .build();
    RunResult alone = kernel.runHosted(HostedMachine.standard().processors(1));
    assertThat(alone).isOk();

    for (int processors = 2; processors <= 4; processors++) {
      RunResult run = kernel.runHosted(HostedMachine.standard().processors(processors));

      assertThat(run)
          .tells(alone.textAsString())
          .writes("%d of %d take part".formatted(processors, processors));
    }
  }

  @Test
  void largeModelInQemu() throws IOException, InterruptedException {
    RunResult run = large.runQemu(QemuMachine.standard().processors(2));

    assertThat(run).tells(largeText).writes("2 of 2 take part");
  }

  @Test
  void atMostSoManyByOption() throws IOException, InterruptedException {
    BuiltKernel two =
        GoldenStory.SAMPLED
            .ask(Kernels.kernel(MATMUL, "smp"))
            .option("smp.processors", "2")
            .build();

    RunResult run = two.runHosted(HostedMachine.standard().processors(4));

    assertThat(run).tells(GoldenStory.SAMPLED.text()).writes("2 of 4 take part");
  }
}
