// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.Tensor;
import dev.baobab.generators.models.TensorEncoder;
import dev.baobab.generators.models.TestFile;
import dev.baobab.generators.models.Vocabulary;
import dev.baobab.generators.models.Vocabulary.Kind;
import dev.baobab.generators.models.Vocabulary.Token;
import dev.baobab.generators.models.llama2c.Llama2cModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is written is read back; what is damaged is an error. That llama.cpp agrees, the peer's
 * tests show.
 */
class GgufTest {
  private static final TestFile TEST = TestFile.blocks(false);

  @TempDir Path folder;
  private Path weights;

  @BeforeEach
  void aModel() throws IOException {
    weights = TEST.legacy(folder.resolve("story.bin"));
  }

  private static Vocabulary vocabulary(int size) {
    List<Token> tokens =
        IntStream.range(0, size)
            .mapToObj(i -> new Token("\u2581t" + i, -i, i == 1 ? Kind.CONTROL : Kind.NORMAL))
            .toList();
    return new Vocabulary(tokens);
  }

  private Path write(DataType type, int tokens) throws IOException {
    Path file = folder.resolve("story.gguf");
    try (LanguageModel model = Llama2cModel.open(weights)) {
      GgufWriter.write(model, Optional.of(type), vocabulary(tokens), 12_345, 1e-6, file);
    }
    return file;
  }

  /** Only the demo model's vocabulary has these marks, both of them and no others. */
  @ParameterizedTest
  @CsvSource({
    "'<|user|> <|assistant|>', true",
    "'<|user|>', false",
    "'<|user|> <|assistant|> <|end|>', false",
    "'<s>', false"
  })
  void theDemoModelHasATemplate(String marks, boolean hasOne) throws IOException {
    List<Token> tokens = new ArrayList<>(vocabulary(50).tokens());
    String[] texts = marks.split(" ");
    for (int i = 0; i < texts.length; i++) {
      tokens.set(10 + i, new Token(texts[i], 0, Kind.NORMAL));
    }
    Path file = folder.resolve("story.gguf");
    try (LanguageModel model = Llama2cModel.open(weights)) {
      Vocabulary vocabulary = new Vocabulary(tokens);
      GgufWriter.write(model, Optional.empty(), vocabulary, 10_000, 1e-5, file);
    }
    try (GgufFile read = GgufFile.open(file)) {
      assertThat(read.metadata().containsKey("tokenizer.chat_template")).isEqualTo(hasOne);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tensorsAreReadBack(DataType type) throws IOException {
    try (GgufFile file = GgufFile.open(write(type, 50));
        LanguageModel model = Llama2cModel.open(weights)) {
      assertThat(file.name()).isEqualTo("story.gguf");
      assertThat(file.tensors()).hasSize(3 * 9 + 3);
      for (Tensor tensor : model.tensors()) {
        String name = LlamaNames.of(tensor.kind(), tensor.layer());
        GgufTensor entry = file.tensors().get(name);
        DataType stored = tensor.kind().isNorm() ? DataType.F32 : type;
        assertThat(entry.type().dataType()).contains(stored);
        assertThat(entry.rows()).isEqualTo(tensor.rows());
        assertThat(entry.columns()).isEqualTo(tensor.columns());
        assertThat(entry.vector()).isEqualTo(tensor.kind().isNorm());
        byte[] expected = new TensorEncoder(tensor, stored).rows(0, tensor.rows());
        byte[] bytes = new byte[expected.length];
        file.data(name).orElseThrow().bytes(0, tensor.rows(), bytes);
        assertThat(bytes).as(name).isEqualTo(expected);
      }
      assertThat(file.data("rope_freqs.weight")).isEmpty();
    }
  }

  @Test
  void metadataIsReadBack() throws IOException {
    try (GgufFile file = GgufFile.open(write(DataType.BF16, 50))) {
      assertThat(file.metadata())
          .containsEntry("general.architecture", GgufValue.string("llama"))
          .containsEntry("general.name", GgufValue.string("story"))
          .containsEntry("general.file_type", GgufValue.uint32(32))
          .containsEntry("llama.embedding_length", GgufValue.uint32(64))
          .containsEntry("llama.feed_forward_length", GgufValue.uint32(96))
          .containsEntry("llama.block_count", GgufValue.uint32(3))
          .containsEntry("llama.attention.head_count", GgufValue.uint32(4))
          .containsEntry("llama.attention.head_count_kv", GgufValue.uint32(2))
          .containsEntry("llama.rope.dimension_count", GgufValue.uint32(16))
          .containsEntry("llama.rope.freq_base", GgufValue.float32(12_345))
          .containsEntry("llama.attention.layer_norm_rms_epsilon", GgufValue.float32(1e-6f))
          .containsEntry("tokenizer.ggml.add_bos_token", GgufValue.bool(true));
      GgufValue tokens = file.metadata().get("tokenizer.ggml.tokens");
      assertThat(tokens.elements()).isEqualTo(GgufValue.Type.STRING);
      assertThat((List<?>) tokens.value()).hasSize(50).element(7).isEqualTo("\u2581t7");
      List<?> types = (List<?>) file.metadata().get("tokenizer.ggml.token_type").value();
      assertThat(types.subList(0, 3)).isEqualTo(List.of(1, 3, 1));
    }
  }

  @Test
  void theVocabularyIsTheModels() {
    assertThatThrownBy(() -> write(DataType.F32, 49))
        .hasMessageContaining(
            "[TOKENIZER_INVALID] the tokenizer has 49 tokens, but the model story has 50.");
    assertThat(folder.resolve("story.gguf")).doesNotExist();
  }

  @Test
  void everyTypeOfValueIsRead() throws IOException {
    ByteBuffer out = head(0, 9);
    value(out, "u8", 0).put((byte) 200);
    value(out, "i8", 1).put((byte) 200);
    value(out, "u16", 2).putShort((short) 40_000);
    value(out, "i16", 3).putShort((short) 40_000);
    value(out, "u64", 10).putLong(1L << 40);
    value(out, "i64", 11).putLong(-5);
    value(out, "f64", 12).putDouble(0.1);
    value(out, "no", 7).put((byte) 0);
    value(out, "list", 9).putInt(3).putLong(2).putShort((short) 1).putShort((short) -1);

    try (GgufFile file = GgufFile.open(save(out))) {
      assertThat(file.metadata().values())
          .extracting(GgufValue::value)
          .containsExactly(200, -56, 40_000, -25_536, 1L << 40, -5L, 0.1, false, List.of(1, -1));
    }
  }

  @Test
  void anotherAlignment() throws IOException {
    ByteBuffer out = head(1, 1);
    value(out, "general.alignment", 4).putInt(256);
    tensor(out, "t", 0, 256, 2);
    out.position(256 * ((out.position() + 255) / 256) + 256).putFloat(7).putFloat(8);

    try (GgufFile file = GgufFile.open(save(out))) {
      float[] values = new float[2];
      file.data("t").orElseThrow().floats(0, 1, values);
      assertThat(values).containsExactly(7, 8);
    }
  }

  @Test
  void whatIsDamagedIsNamed() throws IOException {
    assertInvalid("does not begin with GGUF", head(0, 0), b -> b.putInt(0, 1));
    assertInvalid("has version 1; 2 and 3 are known", head(0, 0), b -> b.putInt(4, 1));
    assertInvalid("tells of -1 tensors", head(0, 0), b -> b.putLong(8, -1));
    assertInvalid("tells of 1000000 values", head(0, 0), b -> b.putLong(16, 1_000_000));
    assertInvalid("unknown type 13", value(head(0, 1), "k", 13).put((byte) 0), b -> {});
    assertInvalid("unknown type -1", value(head(0, 1), "k", -1).put((byte) 0), b -> {});
    assertInvalid("array of arrays", value(head(0, 1), "k", 9).putInt(9).putLong(0), b -> {});
    assertInvalid("elements", value(head(0, 1), "k", 9).putInt(4).putLong(Long.MAX_VALUE), b -> {});
    assertInvalid("bytes of text", value(head(0, 1), "k", 8).putLong(Long.MAX_VALUE), b -> {});
    ByteBuffer twice = head(0, 2);
    value(twice, "k", 4).putInt(1);
    value(twice, "k", 4).putInt(1);
    assertInvalid("two values k", twice, b -> {});
    ByteBuffer zero = head(0, 1);
    value(zero, "general.alignment", 4).putInt(0);
    assertInvalid("general.alignment is 0", zero, b -> {});
  }

  @Test
  void tensorsThatCannotBeAreNamed() throws IOException {
    assertInvalid("type 4, which is not known", tensor(head(1, 0), "t", 4, 0, 32), b -> {});
    assertInvalid("33 columns, no whole blocks", tensor(head(1, 0), "t", 8, 0, 33), b -> {});
    assertInvalid("a dimension of 0", tensor(head(1, 0), "t", 0, 0, 0), b -> {});
    assertInvalid("a dimension of -1", tensor(head(1, 0), "t", 0, 0, 8, -1), b -> {});
    assertInvalid("5 dimensions", tensor(head(1, 0), "t", 0, 0, 8, 8, 8, 8, 8), b -> {});
    assertInvalid("not within the file", tensor(head(1, 0), "t", 0, 0, 1 << 20), b -> {});
    assertInvalid("not within the file", tensor(head(1, 0), "t", 0, -32, 8), b -> {});
    assertInvalid("not within the file", tensor(head(1, 0), "t", 0, 4, 8), b -> {});
    assertInvalid(
        "not within the file", tensor(head(1, 0), "t", 0, Long.MAX_VALUE - 31, 8), b -> {});
    long much = 1 << 20;
    assertInvalid("has dimensions", tensor(head(1, 0), "t", 0, 0, 1, much, much, much), b -> {});
    ByteBuffer twice = tensor(tensor(head(2, 0), "t", 0, 0, 8), "t", 0, 0, 8);
    assertInvalid("two tensors t", twice, b -> {});
  }

  /** A reader of damaged files throws what it promises, whatever is damaged. */
  @Test
  void noDamageIsASurprise() throws IOException {
    byte[] whole = Files.readAllBytes(write(DataType.Q4_0, 50));
    Random random = new Random(5);
    for (int i = 0; i < 600; i++) {
      byte[] bytes = i % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(6000)) : whole.clone();
      for (int flips = random.nextInt(4); flips >= 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(Math.min(bytes.length, 5000))] = (byte) random.nextInt();
      }
      try (GgufFile file = GgufFile.open(Files.write(folder.resolve("d.gguf"), bytes))) {
        assertThat(file.tensors()).isNotNull();
      } catch (ModelException e) {
        assertThat(e.getMessage()).startsWith("[GGUF_INVALID] d.gguf cannot be read as GGUF: ");
      }
    }
  }

  private void assertInvalid(String problem, ByteBuffer out, Consumer<ByteBuffer> change)
      throws IOException {
    change.accept(out);
    Path file = save(out);
    assertThatThrownBy(() -> GgufFile.open(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("[GGUF_INVALID] made.gguf")
        .hasMessageContaining(problem);
  }

  private static ByteBuffer head(long tensors, long values) {
    ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    return out.putInt(0x46554747).putInt(3).putLong(tensors).putLong(values);
  }

  private static ByteBuffer string(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return out.putLong(bytes.length).put(bytes);
  }

  private static ByteBuffer value(ByteBuffer out, String key, int type) {
    return string(out, key).putInt(type);
  }

  private static ByteBuffer tensor(
      ByteBuffer out, String name, int type, long offset, long... dimensions) {
    string(out, name).putInt(dimensions.length);
    for (long dimension : dimensions) {
      out.putLong(dimension);
    }
    return out.putInt(type).putLong(offset);
  }

  /** The file, with room behind it for 32 floats and the alignment. */
  private Path save(ByteBuffer out) throws IOException {
    byte[] bytes = new byte[out.position() + 192];
    out.rewind().get(bytes);
    return Files.write(folder.resolve("made.gguf"), bytes);
  }
}
