// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.codec.GgmlType;
import dev.baobab.generators.models.codec.RowCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made of any tensors, with their matrices in another type. */
class GgufQuantizerTest {
  private static final int ALIGNMENT = 64;

  @TempDir Path folder;

  private final Map<String, GgufValue> metadata = new LinkedHashMap<>();
  private final List<GgufTensor> tensors = new ArrayList<>();
  private final Random random = new Random(3);

  private void tensor(String name, GgmlType type, Integer... dimensions) {
    GgufTensor last = tensors.isEmpty() ? null : tensors.get(tensors.size() - 1);
    long offset = last == null ? 0 : GgufTensor.align(last.offset() + last.bytes(), ALIGNMENT);
    tensors.add(new GgufTensor(name, List.of(dimensions), type, offset));
  }

  /** A file whose tensors hold random numbers, or, if they are quantized, random bits. */
  private Path save(int... formatVersion) throws IOException {
    metadata.put("general.alignment", GgufValue.uint32(ALIGNMENT));
    List<byte[]> entries = new ArrayList<>();
    metadata.forEach((key, value) -> entries.add(GgufHead.entry(key, value)));
    byte[] head = GgufHead.encode(entries, tensors, ALIGNMENT);
    GgufTensor last = tensors.get(tensors.size() - 1);
    ByteBuffer file =
        ByteBuffer.allocate(Math.toIntExact(head.length + last.offset() + last.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(head);
    if (formatVersion.length > 0) {
      file.putInt(4, formatVersion[0]);
    }
    for (GgufTensor tensor : tensors) {
      file.position(head.length + (int) tensor.offset());
      byte[] bytes = new byte[(int) tensor.bytes()];
      random.nextBytes(bytes);
      if (tensor.type() == GgmlType.F32) {
        float[] values = new float[(int) tensor.elements()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextGaussian();
        }
        RowCodec.of(DataType.F32).encode(values, 0, values.length, bytes, 0);
      }
      file.put(bytes);
    }
    return Files.write(folder.resolve("source.gguf"), file.array());
  }

  private Path quantize(Path from, DataType type) throws IOException {
    Path to = folder.resolve("to.gguf");
    List<Long> told = new ArrayList<>();
    try (GgufFile source = GgufFile.open(from)) {
      GgufQuantizer.write(
          source,
          type,
          to,
          (done, total) -> {
            told.add(done);
            assertThat(done).isLessThanOrEqualTo(total);
            if (told.size() > 1) {
              assertThat(done).isGreaterThan(told.get(told.size() - 2));
            }
          });
    }
    return to;
  }

  private static byte[] bytes(GgufFile file, String name) throws IOException {
    GgufTensor tensor = file.tensors().get(name);
    return file.bytes(tensor, 0, tensor.rows());
  }

  @Test
  void matricesGetTheTypeAndAllElseStays() throws IOException {
    metadata.put("general.architecture", GgufValue.string("qwen2"));
    metadata.put("general.file_type", GgufValue.uint32(1));
    metadata.put("odd", new GgufValue(GgufValue.Type.UINT64, 5L, GgufValue.Type.UINT64));
    tensor("token_embd.weight", GgmlType.F32, 64, 40);
    tensor("blk.0.attn_q.bias", GgmlType.F32, 64);
    tensor("blk.0.attn_norm.weight", GgmlType.F32, 64);
    tensor("blk.0.attn_q_norm.weight", GgmlType.F32, 64, 2);
    tensor("blk.0.ffn_down.weight", GgmlType.F32, 33, 3);
    tensor("blk.0.ffn_up_exps.weight", GgmlType.F32, 32, 3, 4);
    tensor("rope_freqs.weight", GgmlType.F32, 8);
    Path from = save();

    try (GgufFile source = GgufFile.open(from);
        GgufFile made = GgufFile.open(quantize(from, DataType.Q4_0))) {
      Map<String, GgmlType> types = new LinkedHashMap<>();
      made.tensors().forEach((name, tensor) -> types.put(name, tensor.type()));
      assertThat(types)
          .containsExactly(
              Map.entry("token_embd.weight", GgmlType.Q4_0),
              Map.entry("blk.0.attn_q.bias", GgmlType.F32),
              Map.entry("blk.0.attn_norm.weight", GgmlType.F32),
              Map.entry("blk.0.attn_q_norm.weight", GgmlType.F32),
              Map.entry("blk.0.ffn_down.weight", GgmlType.F16),
              Map.entry("blk.0.ffn_up_exps.weight", GgmlType.Q4_0),
              Map.entry("rope_freqs.weight", GgmlType.F32));
      assertThat(made.tensors().get("blk.0.ffn_up_exps.weight").dimensions())
          .containsExactly(32, 3, 4);
      assertThat(made.alignment()).isEqualTo(ALIGNMENT);
      assertThat(made.metadata())
          .containsEntry("general.architecture", GgufValue.string("qwen2"))
          .containsEntry("odd", metadata.get("odd"))
          .containsEntry("general.file_type", GgufValue.uint32(2))
          .containsEntry("general.quantization_version", GgufValue.uint32(2))
          .hasSize(5);
      for (String name : List.of("blk.0.attn_q.bias", "blk.0.attn_q_norm.weight")) {
        assertThat(bytes(made, name)).isEqualTo(bytes(source, name));
      }
      float[] values = new float[64 * 40];
      source.data("token_embd.weight").orElseThrow().floats(0, 40, values);
      byte[] expected = new byte[values.length / 32 * 18];
      RowCodec.of(DataType.Q4_0).encode(values, 0, values.length, expected, 0);
      assertThat(bytes(made, "token_embd.weight")).isEqualTo(expected);
    }
  }

  @Test
  void metadataIsCopiedByteForByte() throws IOException {
    // No UTF-8: a reader of texts would not give it back.
    byte[] entry = GgufHead.entry("tokenizer.x", GgufValue.string("??"));
    metadata.put("tokenizer.x", GgufValue.string("??"));
    tensor("a.weight", GgmlType.F32, 32, 2);
    byte[] bytes = Files.readAllBytes(save());
    int at = indexOf(bytes, entry);
    bytes[at + entry.length - 1] = (byte) 0xff;
    entry[entry.length - 1] = (byte) 0xff;
    Path odd = Files.write(folder.resolve("odd.gguf"), bytes);

    assertThat(indexOf(Files.readAllBytes(quantize(odd, DataType.Q8_0)), entry)).isPositive();
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i <= bytes.length - part.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void version2IsRead() throws IOException {
    tensor("a.weight", GgmlType.F32, 32, 2);
    try (GgufFile made = GgufFile.open(quantize(save(2), DataType.F16))) {
      assertThat(made.version()).isEqualTo(3);
    }
  }

  @Test
  void typesThatCannotBeReadAreNamed() throws IOException {
    tensor("a.weight", GgmlType.IQ2_XXS, 256, 2);
    Path from = save();

    assertThatThrownBy(() -> quantize(from, DataType.F16))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("tensor a.weight has type IQ2_XXS, which cannot be read");
    assertThat(folder.resolve("to.gguf")).doesNotExist();
  }

  @Test
  void aPartOfAModelIsRefused() throws IOException {
    metadata.put("split.count", new GgufValue(GgufValue.Type.UINT16, 3, GgufValue.Type.UINT16));
    tensor("a.weight", GgmlType.F32, 32, 2);
    Path from = save();

    assertThatThrownBy(() -> quantize(from, DataType.F16)).hasMessageContaining("one of 3 parts");
  }
}
