// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.llama2c.Llama2cModel;
import dev.baobab.generators.models.llama2c.TokenizerFile;
import dev.baobab.generators.peers.LlamaCpp;
import dev.baobab.generators.peers.LlamaCppSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** llama.cpp loads the GGUF files and tells the stories that llama2.c tells of the same weights. */
class LlamaCppPeerTest {
  private static final Path MODELS = Path.of("../../../shared/models");
  private static final int BEGIN = 1;

  @TempDir Path folder;

  private Path write(DataType type) throws IOException {
    Path file = folder.resolve(type + ".gguf");
    try (LanguageModel model = Llama2cModel.open(MODELS.resolve("stories260K.bin"))) {
      GgufWriter.write(
          model,
          Optional.of(type),
          TokenizerFile.read(MODELS.resolve("tok512.bin")),
          10_000,
          1e-5,
          file);
    }
    return file;
  }

  private static List<Integer> goldenIds() throws IOException {
    String ids = Files.readString(MODELS.resolve("golden/stories260K-greedy.ids"));
    return Arrays.stream(ids.strip().split(" ")).map(Integer::valueOf).toList();
  }

  private static int likeliest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }

  @Test
  void theGoldenStoryTokenForToken() throws IOException {
    List<Integer> golden = goldenIds();
    try (LlamaCppSession session = LlamaCpp.load().open(write(DataType.F32), 512, 1)) {
      List<Integer> ids = new ArrayList<>();
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      int token = BEGIN;
      while (ids.size() < golden.size()) {
        token = likeliest(session.logits(token)[0]);
        ids.add(token);
        text.writeBytes(session.piece(token));
      }
      assertThat(ids).isEqualTo(golden);
      String story = Files.readString(MODELS.resolve("golden/stories260K-greedy.txt"));
      assertThat(text.toString(StandardCharsets.UTF_8).stripLeading().strip())
          .isEqualTo(story.strip());
    }
  }

  @Test
  void theTokenizerIsTheSame() throws IOException {
    List<Integer> golden = goldenIds();
    String story = Files.readString(MODELS.resolve("golden/stories260K-greedy.txt")).strip();
    String start = story.substring(0, story.indexOf('\n'));
    try (LlamaCppSession session = LlamaCpp.load().open(write(DataType.F32), 512, 1)) {
      int[] tokens = session.tokens(start);
      assertThat(tokens[0]).isEqualTo(BEGIN);
      StringBuilder text = new StringBuilder();
      for (int token : Arrays.copyOfRange(tokens, 1, tokens.length)) {
        text.append(new String(session.piece(token), StandardCharsets.UTF_8));
      }
      assertThat(text.toString().stripLeading()).isEqualTo(start);
      assertThat(session.vocabularySize()).isEqualTo(512);
      // Bytes that no piece has are told as bytes: the token of a byte is its value plus 3.
      assertThat(session.tokens("\t")).endsWith('\t' + 3);
      assertThat(golden).startsWith(tokens[1], tokens[2], tokens[3]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTypePredictsTheStoryAlmostAsWell(DataType type) throws IOException {
    int[] tokens =
        java.util.stream.IntStream.concat(
                java.util.stream.IntStream.of(BEGIN), goldenIds().stream().mapToInt(i -> i))
            .toArray();
    double reference = loss(write(DataType.F32), tokens);
    double loss = loss(write(type), tokens);

    assertThat(reference).isBetween(0.1, 1.0);
    // In nats a token; the quantized types lose more than half precision.
    assertThat(Math.abs(loss - reference))
        .isLessThan(
            switch (type) {
              case F32 -> 1e-6;
              case F16 -> 1e-3;
              case BF16 -> 1e-2;
              case Q8_0 -> 2e-2;
              case Q4_0 -> 0.5;
            });
  }

  /** The mean of the negative logarithms of what each token was given. */
  private static double loss(Path gguf, int[] tokens) {
    try (LlamaCppSession session = LlamaCpp.load().open(gguf, 512, 1)) {
      float[][] logits = session.logits(Arrays.copyOf(tokens, tokens.length - 1));
      double sum = 0;
      for (int i = 0; i < logits.length; i++) {
        double all = 0;
        for (float logit : logits[i]) {
          all += Math.exp(logit);
        }
        sum += Math.log(all) - logits[i][tokens[i + 1]];
      }
      return sum / logits.length;
    }
  }
}
