// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.peer.LlamaPeer;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What smaller types of weights cost: the perplexity of stories260K on the text that it tells. */
class QualityTest {
  private static final TestModel MODEL = TestModel.stories260K();

  @TempDir Path folder;

  private MeasuredKernel kernel(DataType type) throws IOException, InterruptedException {
    return MeasuredKernel.build(
        MODEL.quantize(type), Files.createDirectory(folder.resolve(type.name())));
  }

  @ParameterizedTest
  @CsvSource({"F16, 0.001", "BF16, 0.01", "Q8_0, 0.01"})
  void isHardlyLess(DataType type, double share) throws IOException, InterruptedException {
    String text = TestModel.golden("stories260K-greedy.txt");
    double reference = kernel(DataType.F32).perplexity(text);

    double perplexity = kernel(type).perplexity(text);

    System.out.printf("F32 %.6f, %s %.6f%n", reference, type, perplexity);
    assertThat(perplexity).isCloseTo(reference, within(share * reference));
  }

  @Test
  void theKernelsPerplexityIsThatOfItsLogits() throws IOException, InterruptedException {
    String text = TestModel.golden("stories260K-greedy.txt");
    int[] tokens = Peer.llama().tokenize(Peer.gguf(MODEL, DataType.F32, folder), text);
    MeasuredKernel kernel = kernel(DataType.F32);

    double ofLogits = Peer.perplexity(kernel.logits(tokens, 1), tokens);

    assertThat(kernel.perplexity(text)).isCloseTo(ofLogits, within(1e-5 * ofLogits));
  }

  @Test
  void fourBitsLoseWhatTheyLoseInLlamaCpp() throws IOException, InterruptedException {
    int[] tokens = Peer.goldenTokens();
    LlamaPeer llama = Peer.llama();
    double theirs =
        Peer.perplexity(llama.logits(Peer.gguf(MODEL, DataType.Q4_0, folder), tokens), tokens);

    double ours = Peer.perplexity(kernel(DataType.Q4_0).logits(tokens, 1), tokens);

    System.out.printf("Q4_0: ours %.6f, llama.cpp's %.6f%n", ours, theirs);
    assertThat(ours).isLessThan(1.01 * theirs);
  }
}
