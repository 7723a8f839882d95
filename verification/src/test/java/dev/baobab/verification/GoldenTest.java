// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;

import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.HostProcessor;
import dev.baobab.generators.testkit.TestKernel;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A real model says what llama2.c says, byte for byte, with each matrix kernel. */
class GoldenTest {
  private static final boolean HAS_AVX512 = HostProcessor.has("avx512f");

  private static final String[] ALL = {"matmul-sse2", "matmul-avx2", "matmul-avx512"};

  static Stream<Arguments> kernels() {
    return Stream.of(
        Arguments.of("", "reference"),
        Arguments.of("matmul-sse2", "sse2-f32"),
        Arguments.of("matmul-avx2", "avx2-f32"),
        Arguments.of("matmul-avx512", HAS_AVX512 ? "avx512-f32" : "reference"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("kernels")
  void hosted(String module, String name) throws IOException, InterruptedException {
    for (GoldenStory story : GoldenStory.values()) {
      String[] more = module.isEmpty() ? new String[0] : new String[] {module};

      RunResult run = story.ask(Kernels.kernel(more)).build().runHosted();

      assertThat(run).tells(story.text()).writesLike("\\] matmul +" + name);
    }
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("kernels")
  void tokenIds(String module, String name) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Kernels.optional().contains("diagnostics"), "it tells the ids");
    String[] more =
        module.isEmpty() ? new String[] {"diagnostics"} : new String[] {module, "diagnostics"};

    RunResult run =
        GoldenStory.GREEDY
            .ask(Kernels.kernel(more))
            .option("diagnostics.tokens", "true")
            .build()
            .runHosted();

    assertThat(run)
        .tells(GoldenStory.GREEDY.text())
        .writes("tokens: " + TestModel.golden("stories260K-greedy.ids").strip() + "\n");
  }

  /** It takes less memory, and changes nothing of what fits into it. */
  @Test
  void inAShorterContext() throws IOException, InterruptedException {
    TestKernel kernel = GoldenStory.PROMPTED.ask(Kernels.kernel());

    RunResult run = kernel.option("kernel.context", "120").build().runHosted();

    assertThat(run).tells(GoldenStory.PROMPTED.text()).writes("context 120");
  }

  /** One image with all kernels: the machine's processor decides. */
  @ParameterizedTest
  @CsvSource({"qemu64,sse2-f32", "max,avx2-f32"})
  void inQemu(String cpu, String kernel) throws IOException, InterruptedException {
    for (GoldenStory story : GoldenStory.values()) {
      RunResult run =
          story.ask(Kernels.kernel(ALL)).build().runQemu(QemuMachine.standard().cpu(cpu));

      assertThat(run).tells(story.text()).writesLike("\\] matmul +" + kernel);
    }
  }
}
