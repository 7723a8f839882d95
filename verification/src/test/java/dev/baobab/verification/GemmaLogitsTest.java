// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.models.codec.GgmlType;
import dev.baobab.generators.peer.LlamaPeer;
import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.testkit.RunAssert;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kernels compute what Gemma 2 and 3 are: with more positions than the window, caps that bite and
 * both rotations.
 *
 * <p>llama.cpp looks GELU up in a table of float16, which alone is 1e-3 of the logits. So it judges
 * the formulas: {@link PlainTransformer} agrees with it if it uses such a table, too, but for the
 * values that two computations round to two sides. Our kernels are compared with the formulas
 * themselves.
 */
class GemmaLogitsTest {
  private static final int PROMPT = 100;
  private static final int CONTINUATION = 30;

  /** As far as floats reach through the layers of the deepest of these models. */
  private static final double TOLERANCE = 2e-5;

  /** What GELU by table may be off, where both use one and where one does. */
  private static final double BOTH_BY_TABLE = 2e-3;

  private static final double ONE_BY_TABLE = 1e-2;

  /** As in {@link GgufLogitsTest}: with quantized weights. */
  private static final double QUANTIZED = 1.9;

  private static final RandomGguf GEMMA_2 = new RandomGguf("gemma2", 64, 96, 4, 2, 32, false, true);
  private static final RandomGguf GEMMA_3 = new RandomGguf("gemma3", 64, 96, 4, 1, 32, false, true);

  @TempDir Path folder;
  private static LlamaPeer llama;

  @BeforeAll
  static void modules() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Kernels.has("arch-gemma2") && Kernels.has("smp"));
    llama = Peer.llama();
  }

  static Stream<RandomGguf> models() {
    return Stream.of(GEMMA_2, GEMMA_3);
  }

  private Path vocabulary() throws IOException {
    return SmallVocabulary.write(folder.resolve("vocabulary.gguf"));
  }

  private static int[] prompt() {
    return new Random(2).ints(PROMPT, 3, SmallVocabulary.SIZE).toArray();
  }

  private MeasuredKernel kernel(Path model, String... more)
      throws IOException, InterruptedException {
    return MeasuredKernel.build(
        TestModel.gguf(model), Files.createTempDirectory(folder, "volume"), more);
  }

  @ParameterizedTest
  @MethodSource("models")
  void formulas(RandomGguf model) throws IOException, InterruptedException {
    Path file = model.write(GgmlType.F32, vocabulary(), llama, folder.resolve("model.gguf"));
    int[] greedy = llama.greedy(file, prompt(), CONTINUATION);
    int[] tokens = IntStream.concat(IntStream.of(prompt()), IntStream.of(greedy)).toArray();
    float[][] theirs = llama.logits(file, tokens);
    float[][] ours = kernel(file).logits(tokens, 1);

    Logits.check("ours, the formulas", ours, PlainTransformer.open(file).logits(tokens), TOLERANCE);
    float[][] byTable = PlainTransformer.open(file).withTableOfGelu().logits(tokens);
    Logits.check("llama.cpp, the formulas by table", theirs, byTable, BOTH_BY_TABLE);
    Logits.check("ours, llama.cpp", ours, theirs, ONE_BY_TABLE);
  }

  /** Whatever is computed together, on however many processors: the same bits. */
  @ParameterizedTest
  @MethodSource("models")
  void batchesAndProcessors(RandomGguf model) throws IOException, InterruptedException {
    Path file = model.write(GgmlType.F32, vocabulary(), llama, folder.resolve("model.gguf"));
    MeasuredKernel kernel = kernel(file, "smp");
    float[][] alone = kernel.logits(prompt(), 1);
    for (int batch : new int[] {25, 50, PROMPT}) {
      float[][] together = kernel.logits(prompt(), batch);
      for (int row = 0; row < together.length; row++) {
        assertThat(together[row]).isEqualTo(alone[(row + 1) * batch - 1]);
      }
    }
    MeasuredKernel onTwo = kernel.on(HostedMachine.standard().processors(2));
    assertThat(onTwo.logits(prompt(), 1)).isDeepEqualTo(alone);
    assertThat(onTwo.logits(prompt(), PROMPT)[0]).isEqualTo(alone[PROMPT - 1]);
  }

  @ParameterizedTest
  @MethodSource("models")
  void quantizedWeights(RandomGguf model) throws IOException, InterruptedException {
    Path file = model.write(GgmlType.Q8_0, vocabulary(), llama, folder.resolve("model.gguf"));
    float[][] exact = PlainTransformer.open(file).logits(prompt());

    DoubleSummaryStatistics ours = Logits.differences(kernel(file).logits(prompt(), 1), exact);
    DoubleSummaryStatistics theirs = Logits.differences(llama.logits(file, prompt()), exact);

    System.out.printf(
        "%s Q8_0, off: ours at most %.4f, on average %.4f; llama.cpp %.4f, %.4f%n",
        model.architecture(),
        ours.getMax(),
        ours.getAverage(),
        theirs.getMax(),
        theirs.getAverage());
    assertThat(ours.getMax()).isLessThan(QUANTIZED * theirs.getMax());
    assertThat(ours.getAverage()).isLessThan(QUANTIZED * theirs.getAverage());
  }

  @Test
  void aKernelWithoutTheModule() throws IOException, InterruptedException {
    RandomGguf other = new RandomGguf("llama", 64, 96, 4, 2, 16, false, true);
    Path llamas = other.write(GgmlType.F32, vocabulary(), llama, folder.resolve("llama.gguf"));
    Path gemma = GEMMA_2.write(GgmlType.F32, vocabulary(), llama, folder.resolve("gemma.gguf"));
    MeasuredKernel kernel = kernel(llamas);
    kernel.replaceModel(gemma);

    RunAssert.assertThat(kernel.boot()).failsWith("E-MODEL-ARCHITECTURE").writes("gemma2");
  }
}
