// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The weights of a model in every type, packed by the build, and as they are. */
class WeightTypesTest {
  private static final String FIRST_SENTENCE =
      "Once upon a time, there was a little girl named Lily. She loved to play outside in the ";

  /** As far as 8-bit activations follow the greedy story, whichever way their roundings fall. */
  private static final String FIRST_SENTENCES = GoldenStory.GREEDY.text().substring(0, 170);

  @Test
  void theModelsFileAsItIs() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Kernels.has("format-llama2c"));
    assertThat(GoldenStory.GREEDY.ask(Kernels.kernel()).asIs().build().runHosted())
        .tells(GoldenStory.GREEDY.text())
        .writesLike("\\] model +llama2.c");
  }

  /** A quantized file keeps its quants; its matrices without whole blocks become F16. */
  @Test
  void aFileThatIsQuantizedAlready(@TempDir Path folder) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Kernels.has(DataType.Q8_0) && Kernels.has(DataType.F16));
    TestModel story = TestModel.stories260K();
    Path weights = Version2File.write(story.weights(), folder.resolve("quantized.bin"));
    TestModel quantized = new TestModel(weights, story.tokenizer());

    RunResult run = GoldenStory.GREEDY.ask(Kernels.kernel()).model(quantized).build().runHosted();

    assertThat(run).isOk().writesLike("\\] model +quantized Q8_0");
    Assertions.assertThat(run.textAsString()).startsWith(FIRST_SENTENCES);
  }

  /** Float32 tells llama2.c's story to the byte; what is lost by rounding shows only later. */
  @ParameterizedTest
  @EnumSource
  void everyTypeTellsAStory(DataType type) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Kernels.has(type));

    RunResult run = GoldenStory.GREEDY.ask(Kernels.kernel()).quantize(type).build().runHosted();

    assertThat(run).isOk().writesLike("\\] model +stories260K " + type);
    String story = run.textAsString();
    switch (type) {
      case F32, F16 -> Assertions.assertThat(story).isEqualTo(GoldenStory.GREEDY.text());
      case BF16 ->
          Assertions.assertThat(story).startsWith(GoldenStory.GREEDY.text().substring(0, 400));
      case Q8_0 -> Assertions.assertThat(story).startsWith(FIRST_SENTENCES);
      case Q4_0, Q4_1 -> Assertions.assertThat(story).startsWith(FIRST_SENTENCE);
    }
  }
}
