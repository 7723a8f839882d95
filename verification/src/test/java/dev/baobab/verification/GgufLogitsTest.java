// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.codec.GgmlType;
import dev.baobab.generators.peer.LlamaPeer;
import dev.baobab.generators.testkit.Checkout;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kernels compute from GGUF files what llama.cpp computes, for each architecture and each type.
 *
 * <p>The llama.cpp that Maven has is of early 2025 and does not know qwen3: there {@link
 * PlainTransformer} judges, which agrees with llama.cpp on the architectures that both know.
 *
 * <p>llama.cpp rounds the activations too: to the type of the weights, or to 8 bits for quantized
 * ones, as ours does for these, which also requantizes to Q8_0 what it has no matrix kernels for
 * and rounds the scales of Q4_K. So both are compared with what llama.cpp computes of the same
 * weights in float32.
 */
class GgufLogitsTest {
  private static final int PROMPT = 100;
  private static final int CONTINUATION = 30;
  private static final double TOLERANCE = 1e-2;

  /**
   * How much larger our greatest error may be than llama.cpp's with quantized weights: it is one of
   * 30,000.
   */
  private static final double GREATEST = 1.4;

  private static final String GPT2 = "ggml-vocab-gpt-2.gguf";
  private static final String SPM = "ggml-vocab-llama-spm.gguf";

  private static final RandomGguf LLAMA = new RandomGguf("llama", 64, 96, 4, 2, 16, false, false);
  private static final RandomGguf LLAMA_3 = new RandomGguf("llama", 64, 96, 4, 1, 16, true, true);
  private static final RandomGguf QWEN_2 = new RandomGguf("qwen2", 64, 96, 4, 2, 16, false, true);
  private static final RandomGguf QWEN_3 = new RandomGguf("qwen3", 64, 96, 4, 2, 32, false, true);

  /** Super-blocks of the K types are 256 columns. */
  private static final RandomGguf WIDE = new RandomGguf("llama", 256, 256, 4, 2, 64, false, false);

  @TempDir Path folder;
  private static LlamaPeer llama;

  @BeforeAll
  static void modules() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Kernels.has("format-gguf"));
    llama = Peer.llama();
  }

  @ParameterizedTest
  @CsvSource({"LLAMA, " + SPM, "LLAMA_3, " + GPT2, "QWEN_2, " + GPT2})
  void anArchitecture(String name, String vocabulary) throws IOException, InterruptedException {
    RandomGguf model = model(name);
    Path file = write(model, vocabulary);
    int[] prompt = tokens(vocabulary);
    int[] tokens =
        IntStream.concat(
                IntStream.of(prompt), IntStream.of(llama.greedy(file, prompt, CONTINUATION)))
            .toArray();

    float[][] theirs = llama.logits(file, tokens);
    float[][] ours = ours(file, tokens);

    check(name, ours, theirs);
    check("the reference for " + name, PlainTransformer.open(file).logits(tokens), theirs);
  }

  @Test
  void qwen3() throws IOException, InterruptedException {
    Path file = write(QWEN_3, GPT2);
    int[] tokens = tokens(GPT2);
    check("qwen3", ours(file, tokens), PlainTransformer.open(file).logits(tokens));
  }

  /** One kernel that knows all types of weights, and a file of each. */
  @Test
  void everyType() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Arrays.stream(DataType.values()).allMatch(Kernels::has));
    Path vocabulary = SmallVocabulary.write(folder.resolve("vocabulary.gguf"));
    int[] tokens = new Random(1).ints(PROMPT, 3, SmallVocabulary.SIZE).toArray();
    Path plain = WIDE.write(GgmlType.F32, vocabulary, llama, folder.resolve("F32.gguf"));
    String[] weights =
        Arrays.stream(DataType.values())
            .flatMap(type -> type.module().stream())
            .toArray(String[]::new);
    MeasuredKernel kernel =
        MeasuredKernel.build(
            TestModel.gguf(plain), Files.createDirectory(folder.resolve("volume")), weights);
    for (Map.Entry<String, RandomGguf.Types> types : typesOfFiles().entrySet()) {
      Path file = WIDE.write(types.getValue(), vocabulary, llama, folder.resolve("model.gguf"));
      Path exact =
          WIDE.writeRounded(types.getValue(), vocabulary, llama, folder.resolve("exact.gguf"));
      kernel.replaceModel(file);
      checkType(
          types.getKey(),
          kernel.logits(tokens, 1),
          llama.logits(file, tokens),
          llama.logits(exact, tokens));
    }
  }

  /** All types, and the mixture of Q4_K and Q6_K that most files are, within a product too. */
  private static Map<String, RandomGguf.Types> typesOfFiles() {
    Map<String, RandomGguf.Types> files = new LinkedHashMap<>();
    for (GgmlType type : GgmlType.values()) {
      if (type.decoder().isPresent()) {
        files.put(type.name(), tensor -> type);
      }
    }
    files.put(
        "Q4_K_M",
        tensor ->
            tensor.matches("output.weight|.*(attn_v|ffn_down).weight")
                ? GgmlType.Q6_K
                : GgmlType.Q4_K);
    return files;
  }

  /**
   * How much larger our mean error may be than llama.cpp's. Q5_1 is rounded to Q8_0, whose blocks
   * have no minima. Of K-quants we have less: llama.cpp's activations have a scale for 256 of them.
   */
  private static double mean(String type) {
    return switch (type) {
      case "Q5_1" -> 1.6;
      case "Q4_K", "Q4_K_M" -> 0.9;
      default -> 1.1;
    };
  }

  private static void checkType(String type, float[][] ours, float[][] theirs, float[][] exact) {
    if (List.of("F32", "F16", "BF16").contains(type)) {
      check(type, ours, exact);
      return;
    }
    DoubleSummaryStatistics oursOff = Logits.differences(ours, exact);
    DoubleSummaryStatistics theirsOff = Logits.differences(theirs, exact);
    System.out.printf(
        "%s, off: ours at most %.4f, on average %.4f; llama.cpp %.4f, %.4f%n",
        type, oursOff.getMax(), oursOff.getAverage(), theirsOff.getMax(), theirsOff.getAverage());
    double greatest = type.equals("Q5_1") ? GREATEST * mean(type) : GREATEST;
    assertThat(oursOff.getMax()).as(type).isLessThan(greatest * theirsOff.getMax());
    assertThat(oursOff.getAverage()).as(type).isLessThan(mean(type) * theirsOff.getAverage());
    Logits.checkLikeliest(ours, theirs, oursOff.getMax() + theirsOff.getMax());
  }

  private static RandomGguf model(String name) {
    return switch (name) {
      case "LLAMA" -> LLAMA;
      case "LLAMA_3" -> LLAMA_3;
      case "QWEN_2" -> QWEN_2;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private Path write(RandomGguf model, String vocabulary) throws IOException, InterruptedException {
    Path tokens = Checkout.models().resolveSibling("vocabs").resolve(vocabulary);
    return model.write(GgmlType.F32, tokens, llama, folder.resolve("model.gguf"));
  }

  /** Tokens of any text: those that both vocabularies have. */
  private static int[] tokens(String vocabulary) {
    return new Random(vocabulary.hashCode()).ints(PROMPT, 300, 32_000).toArray();
  }

  private float[][] ours(Path file, int[] tokens) throws IOException, InterruptedException {
    Path volume = Files.createDirectory(folder.resolve("volume"));
    return MeasuredKernel.build(TestModel.gguf(file), volume).logits(tokens, 1);
  }

  private static void check(String name, float[][] ours, float[][] theirs) {
    Logits.check(name, ours, theirs, TOLERANCE);
  }
}
