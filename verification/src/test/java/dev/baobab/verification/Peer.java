// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.gguf.GgufWriter;
import dev.baobab.generators.models.llama2c.Llama2cModel;
import dev.baobab.generators.models.llama2c.TokenizerFile;
import dev.baobab.generators.peer.LlamaPeer;
import dev.baobab.generators.testkit.TestFolder;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** llama.cpp with the weights of our models. */
final class Peer {
  private static final Path FOLDER = TestFolder.own("peer");
  private static final double ROPE_THETA = 10_000;
  private static final double NORM_EPSILON = 1e-5;
  private static final int BEGIN_TOKEN = 1;

  private Peer() {}

  static LlamaPeer llama() throws IOException, InterruptedException {
    return LlamaPeer.build(FOLDER);
  }

  /** Writes a model as a GGUF file. */
  static Path gguf(TestModel model, DataType type, Path folder) throws IOException {
    try (LanguageModel weights = Llama2cModel.open(model.weights())) {
      return write(weights, model, type, folder.resolve(type + ".gguf"));
    }
  }

  /** Writes a model as a GGUF file of float32 values, which a type can hold. */
  static Path rounded(TestModel model, DataType type, Path folder) throws IOException {
    try (LanguageModel weights = Llama2cModel.open(model.weights())) {
      LanguageModel rounded =
          new LanguageModel(
              weights.name(),
              weights.shape(),
              DataType.F32,
              weights.beginToken(),
              weights.endToken(),
              weights.tensors().stream().map(each -> RoundedTensor.of(each, type)).toList(),
              weights.file());
      return write(rounded, model, DataType.F32, folder.resolve(type + "-as-F32.gguf"));
    }
  }

  private static Path write(LanguageModel weights, TestModel model, DataType type, Path file)
      throws IOException {
    GgufWriter.write(
        weights,
        Optional.of(type),
        TokenizerFile.read(model.tokenizer()),
        ROPE_THETA,
        NORM_EPSILON,
        file);
    return file;
  }

  /** The begin token, then what llama2.c says that stories260K tells. */
  static int[] goldenTokens() {
    IntStream story =
        Arrays.stream(TestModel.golden("stories260K-greedy.ids").strip().split(" "))
            .mapToInt(Integer::parseInt);
    return IntStream.concat(IntStream.of(BEGIN_TOKEN), story).toArray();
  }

  /** e to the mean of what each token was given, as a negative logarithm. */
  static double perplexity(float[][] logits, int[] tokens) {
    double sum = 0;
    for (int i = 0; i + 1 < tokens.length; i++) {
      double all = 0;
      for (float logit : logits[i]) {
        all += Math.exp(logit);
      }
      sum += Math.log(all) - logits[i][tokens[i + 1]];
    }
    return Math.exp(sum / (tokens.length - 1));
  }
}
