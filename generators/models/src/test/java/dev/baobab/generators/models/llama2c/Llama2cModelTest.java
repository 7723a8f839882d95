// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.llama2c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.ModelError;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.ModelShape;
import dev.baobab.generators.models.Tensor;
import dev.baobab.generators.models.TensorKind;
import dev.baobab.generators.models.TestFile;
import dev.baobab.generators.models.codec.Half;
import dev.baobab.generators.models.codec.LittleEndian;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Llama2cModelTest {
  private static final int GROUP = 16; // not a whole block

  @TempDir Path folder;

  private static float[] floats(Tensor tensor) throws IOException {
    float[] all = new float[(int) tensor.elements()];
    // Row by row, so that offsets of rows are tried too.
    for (int row = 0; row < tensor.rows(); row++) {
      float[] values = new float[tensor.columns()];
      tensor.data().floats(row, 1, values);
      System.arraycopy(values, 0, all, row * tensor.columns(), values.length);
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"legacy,true", "legacy,false", "version1,true", "version1,false"})
  void readsFloats(String format, boolean shared) throws IOException {
    TestFile test = TestFile.blocks(shared);
    Path file = folder.resolve("a story.bin");
    Path written = format.equals("legacy") ? test.legacy(file) : test.version1(file);

    try (LanguageModel model = Llama2cModel.open(written)) {
      assertThat(model.name()).isEqualTo("a story");
      assertThat(model.shape()).isEqualTo(test.shape());
      assertThat(model.type()).isEqualTo(DataType.F32);
      assertThat(model.tensors()).hasSize(3 * 9 + (shared ? 2 : 3));
      for (Tensor tensor : model.tensors()) {
        assertThat(floats(tensor))
            .as(tensor.label())
            .isEqualTo(test.values(tensor.kind(), tensor.layer()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsQuants(boolean shared) throws IOException {
    TestFile test = TestFile.blocks(shared);

    try (LanguageModel model = Llama2cModel.open(test.version2(folder.resolve("m.bin"), 64))) {
      assertThat(model.type()).isEqualTo(DataType.Q8_0);
      for (Tensor tensor : model.tensors()) {
        if (tensor.kind().isNorm()) {
          assertThat(floats(tensor)).isEqualTo(test.values(tensor.kind(), tensor.layer()));
          continue;
        }
        assertThat(tensor.data().type()).isEqualTo(DataType.Q8_0);
        byte[] quants = test.quants(tensor.kind(), tensor.layer());
        float[] scales = test.scales(tensor.kind(), tensor.layer(), 64);
        byte[] bytes = new byte[quants.length / 32 * 34];
        tensor.data().bytes(0, tensor.rows(), bytes);
        for (int block = 0; block < quants.length / 32; block++) {
          assertThat(LittleEndian.getShort(bytes, block * 34))
              .isEqualTo(Half.fromFloat(scales[block / 2]));
          assertThat(Arrays.copyOfRange(bytes, block * 34 + 2, block * 34 + 34))
              .isEqualTo(Arrays.copyOfRange(quants, block * 32, block * 32 + 32));
        }
        assertThat(floats(tensor)).isEqualTo(product(quants, scales, 64));
      }
    }
  }

  @Test
  void groupsThatAreNoWholeBlocksAreValues() throws IOException {
    TestFile test = TestFile.blocks(true);

    try (LanguageModel model = Llama2cModel.open(test.version2(folder.resolve("m.bin"), GROUP))) {
      Tensor down =
          model.tensors().stream().filter(t -> t.kind() == TensorKind.DOWN).findFirst().get();
      assertThat(down.data().type()).isEqualTo(DataType.F32);
      float[] expected =
          product(test.quants(TensorKind.DOWN, 0), test.scales(TensorKind.DOWN, 0, GROUP), GROUP);
      assertThat(floats(down)).isEqualTo(expected);
      byte[] bytes = new byte[2 * 96 * 4];
      down.data().bytes(5, 2, bytes);
      for (int i = 0; i < 2 * 96; i++) {
        assertThat(LittleEndian.getFloat(bytes, i * 4)).isEqualTo(expected[5 * 96 + i]);
      }
    }
  }

  @Test
  void groupsRunOverTheEndsOfRows() throws IOException {
    // 24 columns, groups of 48: a group is two rows.
    TestFile test = new TestFile(new ModelShape(24, 48, 1, 2, 2, 10, 8, true));

    try (LanguageModel model = Llama2cModel.open(test.version2(folder.resolve("m.bin"), 48))) {
      Tensor query = model.tensors().get(2);
      assertThat(floats(query))
          .isEqualTo(
              product(test.quants(TensorKind.QUERY, 0), test.scales(TensorKind.QUERY, 0, 48), 48));
    }
  }

  private static float[] product(byte[] quants, float[] scales, int group) {
    float[] values = new float[quants.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = quants[i] * scales[i / group];
    }
    return values;
  }

  private void assertError(ModelError error, String text, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("bad.bin"), content);
    assertThatThrownBy(() -> Llama2cModel.open(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("[" + error + "] ")
        .hasMessageContaining("bad.bin")
        .hasMessageContaining(text);
  }

  private byte[] changed(byte[] content, Consumer<ByteBuffer> change) {
    byte[] copy = content.clone();
    change.accept(ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN));
    return copy;
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    TestFile test = TestFile.blocks(true);
    byte[] legacy = Files.readAllBytes(test.legacy(folder.resolve("l.bin")));
    byte[] version2 = Files.readAllBytes(test.version2(folder.resolve("v.bin"), 64));

    assertError(ModelError.MODEL_SIZE_WRONG, "0 bytes", new byte[0]);
    assertError(ModelError.MODEL_SIZE_WRONG, "27 bytes", Arrays.copyOf(legacy, 27));
    assertError(ModelError.MODEL_SIZE_WRONG, "255 bytes", Arrays.copyOf(version2, 255));
    assertError(ModelError.MODEL_SIZE_WRONG, "tells of", Arrays.copyOf(legacy, legacy.length - 1));
    assertError(
        ModelError.MODEL_SIZE_WRONG, "tells of", Arrays.copyOf(version2, version2.length + 4));
    assertError(ModelError.MODEL_SHAPE_INVALID, "dim is 0", changed(legacy, b -> b.putInt(0, 0)));
    assertError(
        ModelError.MODEL_SHAPE_INVALID,
        "n_heads is 5: does not divide dim",
        changed(legacy, b -> b.putInt(12, 5)));
    assertError(
        ModelError.MODEL_SHAPE_INVALID,
        "vocab_size is -2147483648",
        changed(legacy, b -> b.putInt(20, Integer.MIN_VALUE)));
    assertError(
        ModelError.MODEL_SHAPE_INVALID,
        "vocab_size is -50",
        changed(version2, b -> b.putInt(28, -50)));
    assertError(
        ModelError.MODEL_SHAPE_INVALID, "group_size is 0", changed(version2, b -> b.putInt(37, 0)));
    assertError(
        ModelError.MODEL_SHAPE_INVALID,
        "no multiple of group_size 63",
        changed(version2, b -> b.putInt(37, 63)));
    assertError(
        ModelError.MODEL_FORMAT_UNKNOWN, "version 3", changed(version2, b -> b.putInt(4, 3)));
    assertError(
        ModelError.MODEL_FORMAT_UNKNOWN, "GGUF", changed(legacy, b -> b.putInt(0, 0x46554747)));
  }

  @Test
  void aShapeWhoseSizeOverflowsIsRefused() throws IOException {
    ByteBuffer head = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    int most = 1 << 20;
    for (int number : new int[] {most, most, most, 1, 1, most, most}) {
      head.putInt(number);
    }

    assertError(ModelError.MODEL_SHAPE_INVALID, "more bytes than a file", head.array());
  }
}
