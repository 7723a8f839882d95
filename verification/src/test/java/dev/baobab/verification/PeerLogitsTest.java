// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our kernels compute from the same weights what llama.cpp computes. */
class PeerLogitsTest {
  private static final int POSITIONS = 200;

  /** Of the greatest magnitude among a position's logits. */
  private static final double TOLERANCE = 1e-2;

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
    float[][] theirs = Peer.llama().logits(Peer.gguf(model, type, folder), tokens);
    MeasuredKernel kernel =
        MeasuredKernel.build(model.quantize(type), Files.createDirectory(folder.resolve("volume")));

    float[][] ours = kernel.logits(tokens, 1);

    double worst = 0;
    for (int position = 0; position < POSITIONS; position++) {
      worst = Math.max(worst, difference(ours[position], theirs[position], position));
    }
    System.out.printf("%s: at most %.2e off%n", type, worst);
    for (int batch : BATCHES) {
      float[][] together = kernel.logits(tokens, batch);
      for (int i = 0; i < together.length; i++) {
        int position = Math.min((i + 1) * batch, POSITIONS) - 1;
        assertThat(together[i])
            .as("logits behind token %d, %d tokens together", position, batch)
            .isEqualTo(ours[position]);
      }
    }
  }

  /** Checks a position, and returns how far the logits are apart. */
  private static double difference(float[] ours, float[] theirs, int position) {
    double scale = 0;
    double apart = 0;
    for (int token = 0; token < theirs.length; token++) {
      scale = Math.max(scale, Math.abs(theirs[token]));
      apart = Math.max(apart, Math.abs(ours[token] - theirs[token]));
    }
    assertThat(apart / scale).as("difference behind token %d", position).isLessThan(TOLERANCE);
    int best = likeliest(theirs, -1);
    double lead = theirs[best] - theirs[likeliest(theirs, best)];
    if (lead > TOLERANCE * scale) {
      assertThat(likeliest(ours, -1)).as("likeliest behind token %d", position).isEqualTo(best);
    }
    return apart / scale;
  }

  /** The likeliest token but one. */
  private static int likeliest(float[] logits, int but) {
    int best = but == 0 ? 1 : 0;
    for (int token = 0; token < logits.length; token++) {
      if (token != but && logits[token] > logits[best]) {
        best = token;
      }
    }
    return best;
  }
}
