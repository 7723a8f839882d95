// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.TestFile;
import dev.baobab.generators.models.Vocabulary;
import dev.baobab.generators.models.Vocabulary.Kind;
import dev.baobab.generators.models.Vocabulary.Token;
import dev.baobab.generators.models.gguf.GgufWriter;
import dev.baobab.generators.models.inspect.Inspection.TensorLine;
import dev.baobab.generators.models.inspect.Inspection.TypeLine;
import dev.baobab.generators.models.llama2c.Llama2cModel;
import dev.baobab.generators.models.packed.PackedModelWriter;
import dev.baobab.generators.models.packed.PackingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectionTest {
  private static final TestFile TEST = TestFile.blocks(false);

  /** Layers, width of the keys and of the values, bytes of a float. */
  private static final long POSITION = 3 * 2 * 32 * 4;

  @TempDir Path folder;
  private Path weights;

  @BeforeEach
  void aModel() throws IOException {
    weights = TEST.legacy(folder.resolve("story.bin"));
  }

  private Path gguf(DataType type) throws IOException {
    Path file = folder.resolve("story.gguf");
    Vocabulary vocabulary =
        new Vocabulary(
            IntStream.range(0, 50)
                .mapToObj(i -> new Token("t\u001b" + i, -i, i == 1 ? Kind.CONTROL : Kind.NORMAL))
                .toList());
    try (LanguageModel model = Llama2cModel.open(weights)) {
      GgufWriter.write(model, Optional.of(type), vocabulary, 10_000, 1e-5, file);
    }
    return file;
  }

  @Test
  void ggufFiles() throws IOException {
    Inspection inspection = Inspection.of(gguf(DataType.Q8_0));

    assertThat(inspection.facts())
        .containsEntry("Format", "GGUF version 3")
        .containsEntry("Name", "story")
        .containsEntry("Architecture", "llama")
        .containsEntry("Quantization", "Q8_0")
        .containsEntry("Layers", "3")
        .containsEntry("Width", "64")
        .containsEntry("Heads", "4 of 16, 2 for keys and values")
        .containsEntry("Tokenizer", "SentencePiece (llama)")
        .containsEntry("Vocabulary", "50 tokens")
        .containsEntry("Begin token", "1  t\\u{1b}1")
        .doesNotContainKey("Chat template");
    assertThat(inspection.positionBytes()).hasValue(POSITION);
    assertThat(inspection.context().orElseThrow()).isPositive();
    assertThat(inspection.types()).extracting(TypeLine::type).containsExactly("Q8_0", "F32");
    assertThat(inspection.types())
        .extracting(TypeLine::count)
        .containsExactly(3 * 7 + 2, 3 * 2 + 1);
    assertThat(inspection.metadata())
        .containsEntry("llama.block_count", "3")
        .containsEntry("tokenizer.ggml.add_bos_token", "true");
    assertThat(inspection.metadata().get("tokenizer.ggml.tokens"))
        .startsWith("50 x STRING: t\\u{1b}0, ")
        .endsWith(", ...");
  }

  @Test
  void otherFormatsTellTheSameOfTheModel() throws IOException {
    Path packed = folder.resolve("story.bbw");
    try (LanguageModel model = Llama2cModel.open(weights)) {
      PackedModelWriter.write(model, Optional.of(DataType.F16), packed, PackingListener.NONE);
    }
    Inspection llama2c = Inspection.of(weights);
    Inspection ofPacked = Inspection.of(packed);
    Inspection ofGguf = Inspection.of(gguf(DataType.F32));

    assertThat(llama2c.facts()).containsEntry("Format", "llama2.c, weights F32");
    assertThat(ofPacked.facts()).containsEntry("Format", "packed model");
    for (Inspection inspection : new Inspection[] {llama2c, ofPacked}) {
      assertThat(inspection.parameters()).isEqualTo(ofGguf.parameters());
      assertThat(inspection.positionBytes()).isEqualTo(ofGguf.positionBytes());
      assertThat(inspection.context()).isEqualTo(ofGguf.context());
      assertThat(inspection.facts())
          .containsEntry("Layers", "3")
          .containsEntry("Heads", ofGguf.facts().get("Heads"));
    }
    assertThat(llama2c.weightBytes()).isEqualTo(ofGguf.weightBytes());
  }

  @Test
  void typesThatAreLoadedAsAnotherAreCountedSo() {
    List<TensorLine> tensors =
        List.of(
            new TensorLine("a", "Q4_K", "4096 x 8192", 1 << 25, (1 << 25) / 256 * 144),
            new TensorLine("b", "IQ2_XXS", "256", 256, 66),
            new TensorLine("c", "Q6_K", "4096 x 8192", 1 << 25, (1 << 25) / 256 * 210));
    Inspection inspection =
        new Inspection(Map.of(), tensors, Map.of(), OptionalLong.empty(), OptionalInt.empty());

    // 2^25 elements of 5 bits, and of 8.5.
    assertThat(InspectionText.of(inspection, false))
        .containsPattern("Q4_K +1 +33,554,432 +18.0\n")
        .containsPattern("\nWeights +54.0\n")
        .contains("No kernel reads IQ2_XXS: ");
  }

  @Test
  void asText() throws IOException {
    Inspection inspection = Inspection.of(gguf(DataType.Q4_0));

    String brief = InspectionText.of(inspection, false);
    String all = InspectionText.of(inspection, true);

    assertThat(all).startsWith(brief).contains("Metadata\n", "\nblk.0.attn_q.weight ", "4_0");
    assertThat(brief)
        .contains("Architecture        llama\n", "KV cache (f32), context ")
        .doesNotContain("blk.0", "tokenizer.ggml");
    assertThat(all).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource({
    "PK\u0003\u0004 and a long rest of the archive, is a ZIP file, convert_hf_to_gguf.py",
    "'12345678{\"__metadata__\":{\"format\":\"pt\"}', is a safetensors file, convert_hf_to_gguf.py",
    "<!doctype html><title>Sign in</title>, is a web page, baobab:pull",
    "nothing of the kind at all is in this file, is no model file that is known, give a GGUF file",
    "short, is no model file that is known, give a GGUF file"
  })
  void whatIsNoModelIsNamed(String content, String problem, String fix) throws IOException {
    Path file = folder.resolve("file");
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Inspection.of(file))
        .hasMessageStartingWith("[MODEL_FORMAT_UNKNOWN] file " + problem)
        .hasMessageContaining(fix);
  }

  @ParameterizedTest
  @CsvSource({
    "<|im_start|>user, ChatML",
    "<|start_header_id|>, Llama 3",
    "<start_of_turn>model, Gemma",
    "'[INST] <<SYS>>', Llama 2",
    "[INST], Mistral",
    "<|user|> <|end|>, Phi-3",
    "<|user|> </s>, Zephyr"
  })
  void chatTemplatesAreRecognised(String template, String name) {
    assertThat(ChatTemplates.name(template)).contains(name);
    assertThat(ChatTemplates.name("{{ message }}")).isEmpty();
  }
}
