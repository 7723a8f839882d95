// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.Vocabulary;
import dev.baobab.generators.models.gguf.GgufWriter;
import dev.baobab.generators.models.llama2c.Llama2cModel;
import dev.baobab.generators.models.llama2c.TokenizerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * llama.cpp loads the GGUF files that are written of llama2.c's, and predicts what llama2.c does:
 * so names, shapes, the order of pairs in the rotary embedding and the tokenizer are right.
 */
class GgufPeerTest {
  private static final Path MODELS = Path.of("../../../shared/models");
  private static final int BEGIN = 1;

  private static LlamaPeer peer;
  private static int[] golden;

  @TempDir Path folder;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    peer = LlamaPeer.build(Path.of("target", "peer"));
    String ids = Files.readString(MODELS.resolve("golden/stories260K-greedy.ids"));
    golden = Arrays.stream(ids.strip().split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  private Path write(DataType type) throws IOException {
    Path file = folder.resolve(type + ".gguf");
    Vocabulary vocabulary = TokenizerFile.read(MODELS.resolve("tok512.bin"));
    try (LanguageModel model = Llama2cModel.open(MODELS.resolve("stories260K.bin"))) {
      GgufWriter.write(model, Optional.of(type), vocabulary, 10_000, 1e-5, file);
    }
    return file;
  }

  @Test
  void theGoldenStoryTokenForToken() throws IOException, InterruptedException {
    int[] story = peer.greedy(write(DataType.F32), new int[] {BEGIN}, golden.length);

    assertThat(story).isEqualTo(golden);
  }

  @Test
  void theTokenizerIsTheSame() throws IOException, InterruptedException {
    Path model = write(DataType.F32);
    String story = Files.readString(MODELS.resolve("golden/stories260K-greedy-n100-prompt.txt"));
    String prompt = "Lily and Ben found a map";
    assertThat(story).startsWith(prompt);

    int[] tokens = peer.tokenize(model, prompt);
    // llama2.c's run -n 100: what follows each of 100 tokens.
    int[] rest = peer.greedy(model, tokens, 101 - tokens.length);

    assertThat(tokens).startsWith(BEGIN);
    Vocabulary vocabulary = TokenizerFile.read(MODELS.resolve("tok512.bin"));
    String text = text(vocabulary, tokens) + text(vocabulary, rest);
    assertThat(text.stripLeading()).isEqualTo(story.strip());
    // What no piece has is told as bytes: the token of a byte is its value plus 3.
    assertThat(peer.tokenize(model, "\t")).endsWith('\t' + 3);
  }

  private static String text(Vocabulary vocabulary, int[] tokens) {
    StringBuilder text = new StringBuilder();
    for (int token : tokens) {
      Vocabulary.Token piece = vocabulary.tokens().get(token);
      switch (piece.kind()) {
        case NORMAL -> text.append(piece.text().replace(Vocabulary.SPACE, " "));
        case BYTE -> text.append((char) (token - 3));
        default -> assertThat(token).isEqualTo(BEGIN);
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @EnumSource
  void everyTypePredictsTheStoryAlmostAsWell(DataType type)
      throws IOException, InterruptedException {
    int[] tokens = IntStream.concat(IntStream.of(BEGIN), Arrays.stream(golden)).toArray();
    double reference = loss(write(DataType.F32), tokens);
    double loss = loss(write(type), tokens);

    assertThat(reference).isBetween(0.1, 1.0);
    // In nats a token, of which 0.01 is 1% of perplexity.
    assertThat(Math.abs(loss - reference))
        .isLessThan(
            switch (type) {
              case F32 -> 1e-9;
              case F16 -> 1e-3;
              case BF16, Q8_0 -> 1e-2;
              case Q4_0, Q4_1 -> 0.5;
            });
  }

  /** The mean of the negative logarithms of what each token was given. */
  private static double loss(Path gguf, int[] tokens) throws IOException, InterruptedException {
    float[][] logits = peer.logits(gguf, Arrays.copyOf(tokens, tokens.length - 1));
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
