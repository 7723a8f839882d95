// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.codec.GgmlType;
import dev.baobab.generators.resolver.PlannedModule;
import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.Checkout;
import dev.baobab.generators.testkit.TestKernel;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels that are declared with {@code Model.gguf}: the file brings along what it needs. */
class GgufModelTest {
  private static final RandomGguf QWEN_2 = new RandomGguf("qwen2", 64, 96, 4, 2, 16, false, true);

  @TempDir Path folder;

  @BeforeAll
  static void modules() {
    Assumptions.assumeTrue(Kernels.has("format-gguf"));
  }

  /** A real model with its SentencePiece vocabulary. */
  private TestModel stories(DataType type) throws IOException {
    return TestModel.gguf(Peer.gguf(TestModel.stories260K(), type, folder));
  }

  private TestModel withGpt2Tokens() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Kernels.has("tokenizer-bpe") && Kernels.has("arch-qwen2"));
    Path vocabulary = Checkout.models().resolveSibling("vocabs").resolve("ggml-vocab-gpt-2.gguf");
    Path file = folder.resolve("random.gguf");
    return TestModel.gguf(QWEN_2.write(GgmlType.F32, vocabulary, Peer.llama(), file));
  }

  private static TestKernel story() {
    return TestKernel.of(Kernels.CATALOG, "story");
  }

  private static List<String> ids(BuiltKernel kernel) {
    return kernel.plan().modules().stream().map(PlannedModule::id).toList();
  }

  @Test
  void tellsTheStoryOfItsWeights() throws IOException, InterruptedException {
    for (GoldenStory golden : GoldenStory.values()) {
      RunResult run = golden.ask(story()).model(stories(DataType.F32)).build().runHosted();
      assertThat(run).tells(golden.text()).writes("0.3 M parameters");
    }
  }

  /** No file but the model's, and no module but those that it needs. */
  @Test
  void aSentencePieceVocabulary() throws IOException, InterruptedException {
    BuiltKernel kernel = story().model(stories(DataType.F32)).build();

    assertThat(ids(kernel))
        .contains("format-gguf", "tokenizer-spm", "arch-llama")
        .doesNotContain("format-packed", "format-llama2c", "tokenizer-bpe", "arch-qwen2");
    try (var files = Files.list(kernel.volume().resolve("models"))) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("F32.gguf");
    }
  }

  @Test
  void theReportTellsOfTheFile() throws IOException, InterruptedException {
    BuiltKernel kernel = story().model(stories(DataType.Q8_0)).build();

    assertThat(kernel.sources().resolveSibling("report.html"))
        .content()
        .contains("stories260K: 260,")
        .contains("<code>Q8_0</code>", DataType.Q8_0.summary(), "token_embd")
        .contains("<code>F32</code>", "attn_norm");
  }

  @Test
  void aByteLevelVocabulary() throws IOException, InterruptedException {
    BuiltKernel kernel =
        story()
            .model(withGpt2Tokens())
            .option("story.prompt", "Hello world, <|endoftext|> 1234")
            .option("story.steps", "20")
            .build();

    assertThat(ids(kernel))
        .contains("format-gguf", "tokenizer-bpe", "arch-qwen2")
        .doesNotContain("tokenizer-spm", "arch-llama");
    RunResult run = kernel.runHosted();
    assertThat(run).isOk().writes("random qwen2, 3.3 M parameters");
    assertThat(run.textAsString()).startsWith("Hello world, <|endoftext|> 1234");
  }

  /** A stick with models of both kinds. */
  @Test
  void aKernelForAnyVocabulary() throws IOException, InterruptedException {
    TestModel random = withGpt2Tokens();
    BuiltKernel kernel =
        GoldenStory.PROMPTED
            .ask(story())
            .with("format-llama2c", "tokenizer-bpe", "arch-qwen2")
            .model(stories(DataType.F32))
            .build();
    assertThat(kernel.runHosted()).tells(GoldenStory.PROMPTED.text());

    Volume other = Volume.copy(kernel, folder.resolve("other"));
    other.model(Files.readAllBytes(random.weights()));
    assertThat(kernel.runHosted(other.folder(), HostedMachine.standard()))
        .isOk()
        .writes("random qwen2, 3.3 M parameters");
  }

  @Test
  void aVocabularyWithoutItsTokenizer() throws IOException, InterruptedException {
    TestModel random = withGpt2Tokens();
    BuiltKernel kernel = story().with("arch-qwen2").model(stories(DataType.F32)).build();
    Volume other = Volume.copy(kernel, folder.resolve("other"));
    other.model(Files.readAllBytes(random.weights()));

    assertThat(kernel.runHosted(other.folder(), HostedMachine.standard()))
        .failsWith("E-TOKENIZER-KIND")
        .writes("of kind gpt2")
        .writes("known are llama");
  }

  @Test
  void quantizedByTheBuild() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Kernels.has(DataType.Q8_0));
    TestModel model = stories(DataType.F32);
    BuiltKernel kernel =
        GoldenStory.GREEDY.ask(story()).model(model.quantize(DataType.Q8_0)).build();

    assertThat(ids(kernel)).contains("format-gguf", "weights-q8-0");
    Path file = kernel.volume().resolve("models/F32.gguf");
    assertThat(Files.size(file)).isLessThan(Files.size(model.weights()) / 2);
    RunResult run = kernel.runHosted();
    assertThat(run).isOk();
    assertThat(run.textAsString()).startsWith(GoldenStory.GREEDY.text().substring(0, 100));
  }

  /** A partition is whole MiB long: there are bytes behind the file's. */
  @Test
  void fromAPartition() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Kernels.has("source-partition"));
    BuiltKernel kernel =
        GoldenStory.GREEDY
            .ask(story())
            .with("source-partition")
            .model(stories(DataType.F32))
            .build();
    Volume volume = Volume.copy(kernel, folder.resolve("volume"));
    Files.delete(volume.modelFile());

    HostedMachine machine = HostedMachine.standard().more("--disk", kernel.image().toString());
    assertThat(kernel.runHosted(volume.folder(), machine)).tells(GoldenStory.GREEDY.text());
  }
}
