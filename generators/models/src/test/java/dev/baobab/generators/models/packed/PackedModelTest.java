// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.models.LanguageModel;
import dev.baobab.generators.models.ModelException;
import dev.baobab.generators.models.ModelShape;
import dev.baobab.generators.models.Tensor;
import dev.baobab.generators.models.TensorKind;
import dev.baobab.generators.models.TestFile;
import dev.baobab.generators.models.codec.RowCodec;
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
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackedModelTest {
  @TempDir Path folder;

  private Path pack(TestFile test, DataType type) throws IOException {
    return pack(test.legacy(folder.resolve("story.bin")), Optional.of(type));
  }

  private Path pack(Path weights, Optional<DataType> type) throws IOException {
    Path file = folder.resolve("story.bbw");
    try (LanguageModel model = Llama2cModel.open(weights)) {
      PackedModelWriter.write(model, type, file, PackingListener.NONE);
    }
    return file;
  }

  @ParameterizedTest
  @EnumSource
  void everyTensorIsThereInItsType(DataType type) throws IOException {
    TestFile test = TestFile.blocks(false);

    try (PackedModelFile packed = PackedModelFile.open(pack(test, type))) {
      packed.verify();
      assertThat(packed.header().name()).isEqualTo("story " + type);
      assertThat(packed.header().shape()).isEqualTo(test.shape());
      for (Tensor tensor : packed.tensors()) {
        float[] values = test.values(tensor.kind(), tensor.layer());
        DataType expected = tensor.kind().isNorm() ? DataType.F32 : type;
        assertThat(tensor.data().type()).isEqualTo(expected);
        byte[] encoded = new byte[(int) expected.rowBytes(tensor.columns()) * tensor.rows()];
        RowCodec.of(expected).encode(values, 0, values.length, encoded, 0);
        byte[] bytes = new byte[encoded.length];
        tensor.data().bytes(0, tensor.rows(), bytes);
        assertThat(bytes).as(tensor.label()).isEqualTo(encoded);
      }
    }
  }

  @Test
  void theFileIsAsDocumented() throws IOException {
    TestFile test = TestFile.blocks(true);
    byte[] file = Files.readAllBytes(pack(test, DataType.Q8_0));
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(new String(file, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("BAOBABW1");
    int headerBytes = in.getInt(12);
    int tensors = in.getInt(92);
    assertThat(tensors).isEqualTo(3 * 9 + 2);
    assertThat(headerBytes).isEqualTo(128 + 32 * tensors);
    assertThat(in.getInt(8)).isEqualTo(crc(file, 12, headerBytes - 12));
    long dataOffset = in.getLong(16);
    long dataBytes = in.getLong(24);
    assertThat(dataOffset % 4096).isZero();
    assertThat(file).hasSize((int) (dataOffset + dataBytes));
    assertThat(in.getInt(32)).isEqualTo(1 << 20);
    int chunks = in.getInt(36);
    assertThat(chunks).isEqualTo(1);
    long parameters = 50 * 64 + 64 + 3 * (2 * 64 + 64 * 64 * 2 + 32 * 64 * 2 + 3 * 64 * 96);
    assertThat(in.getLong(40)).isEqualTo(parameters);
    int[] numbers = {64, 96, 3, 4, 2, 16, 50, 32, 1, 1, 2};
    for (int i = 0; i < numbers.length; i++) {
      assertThat(in.getInt(48 + 4 * i)).as("number " + i).isEqualTo(numbers[i]);
    }
    int checksums = (headerBytes + 63) / 64 * 64;
    assertThat(in.getInt(checksums)).isEqualTo(crc(file, (int) dataOffset, (int) dataBytes));
    assertThat(in.getInt(checksums + 4)).isEqualTo(crc(file, checksums, 4));
    // The entry of layer 0's query: 2 layers' worth of numbers in front.
    int entry = 128 + 2 * 32;
    assertThat(in.getShort(entry)).isEqualTo((short) 2);
    assertThat(in.getShort(entry + 2)).isEqualTo((short) 3);
    assertThat(in.getInt(entry + 4)).isZero();
    assertThat(in.getInt(entry + 8)).isEqualTo(64);
    assertThat(in.getInt(entry + 12)).isEqualTo(64);
    long panel = 64 + 64 * 16; // scales of 2 blocks by 16 rows, then quants
    assertThat(in.getLong(entry + 16)).isEqualTo(4 * panel + 64 * 4);
    assertThat(in.getLong(entry + 24)).isEqualTo(4 * panel);
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(pack(TestFile.blocks(true), DataType.Q4_0));
    byte[] second = Files.readAllBytes(pack(TestFile.blocks(true), DataType.Q4_0));

    assertThat(second).isEqualTo(first);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2); // nothing half-written is left
    }
  }

  @Test
  void whereBlocksDoNotFitIsHalfPrecision() throws IOException {
    TestFile test = new TestFile(new ModelShape(64, 172, 2, 4, 2, 40, 16, true));

    try (PackedModelFile packed = PackedModelFile.open(pack(test, DataType.Q4_0))) {
      packed.verify();
      for (PackedTensor tensor : packed.header().tensors()) {
        assertThat(tensor.type())
            .as(tensor.label())
            .isEqualTo(
                tensor.kind().isNorm()
                    ? DataType.F32
                    : tensor.kind() == TensorKind.DOWN ? DataType.F16 : DataType.Q4_0);
      }
    }
    try (LanguageModel model = Llama2cModel.open(folder.resolve("story.bin"))) {
      PackedLayout layout = PackedLayout.of(model, Optional.of(DataType.Q4_0));
      assertThat(layout.types()).containsExactly(DataType.F16, DataType.Q4_0);
      assertThat(layout.fileBytes()).isEqualTo(Files.size(folder.resolve("story.bbw")));
    }
  }

  @Test
  void version2StaysAsItIs() throws IOException {
    TestFile test = TestFile.blocks(true);
    Path weights = test.version2(folder.resolve("story.bin"), 64);

    try (LanguageModel model = Llama2cModel.open(weights);
        PackedModelFile packed = PackedModelFile.open(pack(weights, Optional.empty()))) {
      packed.verify();
      List<Tensor> tensors = packed.tensors();
      for (int i = 0; i < tensors.size(); i++) {
        Tensor source = model.tensors().get(i);
        int length = (int) source.data().type().rowBytes(source.columns()) * source.rows();
        byte[] expected = new byte[length];
        byte[] bytes = new byte[length];
        source.data().bytes(0, source.rows(), expected);
        tensors.get(i).data().bytes(0, source.rows(), bytes);
        assertThat(bytes).isEqualTo(expected);
      }
    }
  }

  @Test
  void version2CanBeQuantizedAgain() throws IOException {
    TestFile test = TestFile.blocks(true);
    Path weights = test.version2(folder.resolve("story.bin"), 64);

    try (LanguageModel model = Llama2cModel.open(weights);
        PackedModelFile packed = PackedModelFile.open(pack(weights, Optional.of(DataType.F32)))) {
      Tensor source = model.tensors().get(2);
      float[] expected = new float[(int) source.elements()];
      float[] values = new float[expected.length];
      source.data().floats(0, source.rows(), expected);
      packed.tensors().get(2).data().floats(0, source.rows(), values);
      assertThat(values).isEqualTo(expected);
    }
  }

  @Test
  void everyFlippedBitIsFound() throws IOException {
    byte[] file = Files.readAllBytes(pack(TestFile.blocks(true), DataType.Q4_0));
    int headerBytes = 128 + 32 * 29;
    int checksums = (headerBytes + 63) / 64 * 64;
    int dataOffset = 4096;
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < headerBytes; i++) {
      places.add(i);
    }
    for (int i = checksums; i < checksums + 8; i++) {
      places.add(i);
    }
    for (int i = dataOffset; i < file.length; i += 997) {
      places.add(i);
    }
    for (int place : places) {
      byte[] damaged = file.clone();
      damaged[place] ^= (byte) (1 << place % 8);
      Path path = Files.write(folder.resolve("damaged.bbw"), damaged);
      assertThatThrownBy(
              () -> {
                try (PackedModelFile packed = PackedModelFile.open(path)) {
                  packed.verify();
                }
              })
          .as("byte " + place)
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("[PACKED_MODEL_DAMAGED] damaged.bbw");
    }
  }

  @Test
  void aHeaderWithARightChecksumIsCheckedToo() throws IOException {
    byte[] file = Files.readAllBytes(pack(TestFile.blocks(true), DataType.Q4_0));

    assertDamaged(changed(file, b -> b.putInt(48, 0)), "dim is 0");
    assertDamaged(changed(file, b -> b.putInt(56, 1 << 20)), "another number of tensors");
    assertDamaged(changed(file, b -> b.putInt(68, 8)), "heads have another size");
    assertDamaged(changed(file, b -> b.putInt(92, 28)), "its table has another size");
    assertDamaged(changed(file, b -> b.putLong(24, Long.MAX_VALUE)), "it has no data");
    assertDamaged(changed(file, b -> b.putLong(24, 1L << 60)), "integer overflow");
    assertDamaged(changed(file, b -> b.putLong(40, 1)), "number of parameters");
    assertDamaged(changed(file, b -> b.putShort(128, (short) 12)), "unknown kind");
    assertDamaged(
        changed(file, b -> b.putShort(130, (short) DataType.values().length)), "unknown type");
    assertDamaged(changed(file, b -> b.putLong(128 + 16, 64)), "wrong for embedding");
    assertDamaged(Arrays.copyOf(file, file.length - 64), "another size than its header");
    assertDamaged(Arrays.copyOf(file, 100), "shorter than a header");
  }

  private byte[] changed(byte[] file, Consumer<ByteBuffer> change) {
    byte[] copy = file.clone();
    ByteBuffer buffer = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    change.accept(buffer);
    return buffer.putInt(8, crc(copy, 12, buffer.getInt(12) - 12)).array();
  }

  private void assertDamaged(byte[] content, String problem) throws IOException {
    Path path = Files.write(folder.resolve("damaged.bbw"), content);
    assertThatThrownBy(() -> PackedModelFile.open(path))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("damaged.bbw")
        .hasMessageContaining(problem);
  }

  @Test
  void weightsThatNoKernelCanUseAreNamed() throws IOException {
    TestFile test = TestFile.blocks(true);
    Path weights = test.legacy(folder.resolve("story.bin"));
    byte[] file = Files.readAllBytes(weights);
    // Row 17, column 3 of the embedding.
    int place = 28 + (17 * 64 + 3) * 4;
    for (DataType type : DataType.values()) {
      for (float value : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
        byte[] bad = file.clone();
        ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putFloat(place, value);
        Files.write(weights, bad);
        assertThatThrownBy(() -> pack(weights, Optional.of(type)))
            .hasMessageContaining(
                "[MODEL_WEIGHT_NOT_FINITE] story.bin: embedding has a weight that is no finite"
                    + " number, row 17, column 3.");
      }
    }
    byte[] large = file.clone();
    ByteBuffer.wrap(large).order(ByteOrder.LITTLE_ENDIAN).putFloat(place, 1e9f);
    Files.write(weights, large);
    assertThatThrownBy(() -> pack(weights, Optional.of(DataType.F16)))
        .hasMessageContaining("[MODEL_WEIGHT_TOO_LARGE] story.bin: embedding has a weight that F16")
        .hasMessageContaining("row 17, column 3");
    assertThat(folder.resolve("story.bbw")).doesNotExist();
    assertThat(pack(weights, Optional.of(DataType.BF16))).exists();
  }

  @Test
  void aLongNameIsCutBetweenCharacters() {
    assertThat(PackedName.of("stories15M", DataType.Q8_0)).isEqualTo("stories15M Q8_0");
    String name = PackedName.of("\u00e9".repeat(30), DataType.F32);
    assertThat(name).isEqualTo("\u00e9".repeat(14) + " F32");
    assertThat(PackedName.decode(PackedName.encode(name))).isEqualTo(name);
  }

  @Test
  void manyChunksAndTheProgress() throws IOException {
    // An embedding of 5 MB: several batches of panels, and a last chunk that is not full.
    TestFile test = new TestFile(new ModelShape(64, 64, 1, 4, 2, 20_000, 16, true));
    Path file = folder.resolve("large.bbw");
    List<Long> left = new ArrayList<>();
    try (LanguageModel model = Llama2cModel.open(test.legacy(folder.resolve("large.bin")))) {
      PackedModelWriter.write(
          model, Optional.empty(), file, (done, total) -> left.add(total - done));
    }

    try (PackedModelFile packed = PackedModelFile.open(file)) {
      packed.verify();
      assertThat(packed.header().chunks()).isEqualTo(5);
      float[] row = new float[64];
      packed.tensors().get(0).data().floats(19_999, 1, row);
      float[] values = test.values(TensorKind.EMBEDDING, 0);
      assertThat(row).isEqualTo(Arrays.copyOfRange(values, 19_999 * 64, 20_000 * 64));
    }
    assertThat(left).hasSizeGreaterThan(2).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(left.get(left.size() - 1)).isZero();
  }
}
