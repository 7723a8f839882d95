// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.peer.LlamaPeer;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Our kernels compute from the same weights what llama.cpp computes. Differences are told as a
 * share of the greatest magnitude among a position's logits.
 *
 * <p>With float weights the two agree. With quantized weights both round the activations to 8 bits,
 * which costs about 1% in each: two builds of llama.cpp, or one with two types of the KV cache,
 * differ as much from each other, since a difference in the last bit of a float tips some of the
 * roundings, and those tip others. So there both are compared with what the same weights give
 * without such roundings, and ours must be as near to it.
 */
class PeerLogitsTest {
  private static final int POSITIONS = 200;
  private static final double TOLERANCE = 1e-2;

  /** Chance: how much larger our greatest and our mean error may be than llama.cpp's. */
  private static final double GREATEST = 1.5;

  private static final double MEAN = 1.1;

  /** Tokens together, other than one by one; the last one is the whole prompt. */
  private static final int[] BATCHES = {7, 64, POSITIONS};

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aRealModel(DataType type) throws IOException, InterruptedException {
    compare(TestModel.stories260K(), type, Arrays.copyOf(Peer.goldenTokens(), POSITIONS));
  }

  @ParameterizedTest
  @EnumSource
  void aRandomModelOfFifteenMillion(DataType type) throws IOException, InterruptedException {
    int[] tokens = new Random(1).ints(POSITIONS, 0, 32_000).toArray();
    tokens[0] = 1;
    compare(Speed.model(), type, tokens);
  }

  private void compare(TestModel model, DataType type, int[] tokens)
      throws IOException, InterruptedException {
    LlamaPeer llama = Peer.llama();
    float[][] theirs = llama.logits(Peer.gguf(model, type, folder), tokens);
    MeasuredKernel kernel =
        MeasuredKernel.build(model.quantize(type), Files.createDirectory(folder.resolve("volume")));
    float[][] ours = kernel.logits(tokens, 1);

    double tolerance = TOLERANCE;
    if (type.isQuantized()) {
      float[][] exact = llama.logits(Peer.rounded(model, type, folder), tokens);
      DoubleSummaryStatistics oursOff = Logits.differences(ours, exact);
      DoubleSummaryStatistics theirsOff = Logits.differences(theirs, exact);
      System.out.printf(
          "%s, off: ours at most %.4f, on average %.4f; llama.cpp %.4f, %.4f%n",
          type, oursOff.getMax(), oursOff.getAverage(), theirsOff.getMax(), theirsOff.getAverage());
      assertThat(oursOff.getMax()).isLessThan(GREATEST * theirsOff.getMax());
      assertThat(oursOff.getAverage()).isLessThan(MEAN * theirsOff.getAverage());
      tolerance = oursOff.getMax() + theirsOff.getMax();
    }
    Logits.check(type.name(), ours, theirs, tolerance);
    checkBatches(kernel, tokens, ours);
  }

  /** However a prompt is cut, the result is the same, bit for bit. */
  private static void checkBatches(MeasuredKernel kernel, int[] tokens, float[][] ours)
      throws IOException, InterruptedException {
    for (int batch : BATCHES) {
      float[][] together = kernel.logits(tokens, batch);
      for (int i = 0; i < together.length; i++) {
        int position = Math.min((i + 1) * batch, POSITIONS) - 1;
        assertThat(together[i])
            .as("logits behind position %d, %d tokens together", position, batch)
            .isEqualTo(ours[position]);
      }
    }
  }
}
