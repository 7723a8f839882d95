// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.DataType;
import dev.baobab.dsl.Model;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.codec.GgmlType;
import dev.baobab.generators.models.gguf.GgufContent;
import dev.baobab.generators.models.gguf.GgufValue;
import dev.baobab.generators.models.gguf.GgufWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFactsTest {
  private static final int COLUMNS = 256;
  private static final Model MODEL = Model.gguf("m.gguf");

  @TempDir Path folder;
  private final Map<String, GgufValue> metadata = new LinkedHashMap<>();
  private final List<GgufContent> tensors = new ArrayList<>();

  private GgufFactsTest() {
    metadata.put("general.architecture", GgufValue.string("qwen2"));
    metadata.put("tokenizer.ggml.model", GgufValue.string("gpt2"));
    tensors.add(
        new GgufContent(
            "output_norm.weight", List.of(COLUMNS), GgmlType.F32, new byte[4 * COLUMNS]));
  }

  private GgufFactsTest matrix(String name, int rows, GgmlType type) {
    byte[] zeros = new byte[(int) (rows * type.rowBytes(COLUMNS))];
    tensors.add(new GgufContent(name + ".weight", List.of(COLUMNS, rows), type, zeros));
    return this;
  }

  private ModelFacts facts(Model model) throws IOException {
    GgufWriter.write(metadata, tensors, folder.resolve("m.gguf"));
    return FileFacts.in(folder).model(model).orElseThrow();
  }

  @Test
  void theFileNamesWhatItNeeds() throws IOException {
    ModelFacts facts = matrix("output", 3, GgmlType.F16).facts(MODEL);
    assertThat(facts.architectureModule()).isEqualTo("arch-qwen2");
    assertThat(facts.tokenizer()).isEqualTo("tokenizer-bpe");
    assertThat(facts.types()).containsExactly(DataType.F16);
    assertThat(facts.bytes()).isEqualTo(Files.size(folder.resolve("m.gguf")));

    metadata.put("tokenizer.ggml.model", GgufValue.string("llama"));
    assertThat(facts(MODEL).tokenizer()).isEqualTo("tokenizer-spm");
    metadata.put("tokenizer.ggml.model", GgufValue.string("rwkv"));
    assertThat(facts(MODEL).tokenizer()).isEqualTo("tokenizer-rwkv");
  }

  /** What kernels do not compute with becomes Q8_0, or Q4_1, which takes more memory. */
  @Test
  void typesAreThoseOfTheKernel() throws IOException {
    ModelFacts facts =
        matrix("output", 64, GgmlType.Q2_K).matrix("x", 1, GgmlType.Q4_0).facts(MODEL);
    assertThat(facts.types()).containsExactlyInAnyOrder(DataType.Q8_0, DataType.Q4_0);
    assertThat(facts.stored()).isEqualTo(DataType.Q8_0);
    assertThat(facts.memory())
        .isEqualTo(
            4 * COLUMNS + 64 * DataType.Q8_0.rowBytes(COLUMNS) + DataType.Q4_0.rowBytes(COLUMNS));
    assertThat(facts.bytes()).isLessThan(facts.memory());
    facts = matrix("y", 64, GgmlType.Q4_K).facts(MODEL);
    assertThat(facts.types()).contains(DataType.Q4_1);
  }

  @Test
  void quantizedFilesHaveTheWantedType() throws IOException {
    ModelFacts facts = matrix("output", 64, GgmlType.F32).facts(MODEL.quantize(DataType.Q4_0));
    assertThat(facts.types()).containsExactly(DataType.Q4_0);
    assertThat(facts.bytes()).isEqualTo(facts.memory());
    assertThat(facts.memory()).isEqualTo(4 * COLUMNS + 64 * DataType.Q4_0.rowBytes(COLUMNS));
  }

  @Test
  void aTypeThatNothingReads() {
    matrix("blk.0.ffn_up", 2, GgmlType.IQ2_XS);
    assertThatThrownBy(() -> facts(MODEL))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("tensor blk.0.ffn_up.weight of m.gguf has type IQ2_XS");
  }

  @Test
  void aFileThatIsNoModel() {
    assertThatThrownBy(() -> facts(MODEL))
        .hasMessageContaining("m.gguf is no model: it has no weights");
    matrix("output", 2, GgmlType.F32);
    metadata.put("general.architecture", GgufValue.string("Not a name"));
    assertThatThrownBy(() -> facts(MODEL))
        .hasMessageContaining("its general.architecture is no name");
    metadata.put("general.architecture", GgufValue.uint32(3));
    assertThatThrownBy(() -> facts(MODEL))
        .hasMessageContaining("its general.architecture is no name");
    metadata.put("general.architecture", GgufValue.string("llama"));
    metadata.remove("tokenizer.ggml.model");
    assertThatThrownBy(() -> facts(MODEL)).hasMessageContaining("it has no tokenizer.ggml.model");
  }

  @Test
  void aDamagedFile() throws IOException {
    matrix("output", 2, GgmlType.F32).facts(MODEL);
    Path file = folder.resolve("m.gguf");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, 100));
    assertThatThrownBy(() -> FileFacts.in(folder).model(MODEL))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("m.gguf cannot be read as GGUF");
    assertThat(FileFacts.in(folder).model(Model.gguf("none.gguf"))).isEmpty();
  }
}
