// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;

import dev.baobab.dsl.DataType;
import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged and wrong packed models: a clear error with its code, soon, and nothing else. One kernel;
 * many volumes.
 */
class PackedInputTest {
  private static final Duration SOON = Duration.ofSeconds(1);

  // docs/packed-model.md
  private static final int CRC_AT = 8;
  private static final int HEADER_BYTES_AT = 12;
  private static final int DATA_OFFSET_AT = 16;
  private static final int CHUNKS_AT = 36;
  private static final int TABLE_AT = 128;
  private static final int ENTRY_BYTES = 32;
  private static final int ENTRY_OFFSET_AT = 16;
  private static final int CHUNK = 1 << 20;

  private static BuiltKernel kernel;
  private static byte[] model;

  @TempDir Path folder;
  private Volume volume;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    kernel = GoldenStory.GREEDY.ask(Kernels.kernel()).build();
    model = Files.readAllBytes(kernel.volume().resolve("models/stories260K.bbw"));
  }

  @BeforeEach
  void copy() throws IOException, InterruptedException {
    volume = Volume.copy(kernel, folder.resolve("volume"));
  }

  private RunResult run(String... options) throws IOException, InterruptedException {
    return kernel.runHosted(volume.folder(), HostedMachine.standard().more(options));
  }

  private void failsWith(String code, String... options) throws IOException, InterruptedException {
    assertThat(run(options)).failsWith(code).takesLessThan(SOON);
  }

  private static int at(int offset) {
    return ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
  }

  private static byte[] flipped(int offset) {
    byte[] changed = model.clone();
    changed[offset] ^= 1;
    return changed;
  }

  /** What all the other tests change something of. */
  @Test
  void goodFilesAreGood() throws IOException, InterruptedException {
    assertThat(run()).tells(GoldenStory.GREEDY.text()).writes("stories260K");
  }

  @Test
  void missingModel() throws IOException, InterruptedException {
    Files.delete(volume.modelFile());
    failsWith("E-FILE-MISSING");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void endsInItsMagic(int bytes) throws IOException, InterruptedException {
    volume.model(Arrays.copyOf(model, bytes));
    failsWith("E-MODEL-FORMAT");
  }

  /** The ends of header, table, list and each tensor, and a byte before and behind them. */
  static IntStream boundaries() {
    int header = at(HEADER_BYTES_AT);
    int data = at(DATA_OFFSET_AT);
    IntStream tensors =
        IntStream.iterate(TABLE_AT, entry -> entry < header, entry -> entry + ENTRY_BYTES)
            .map(entry -> data + at(entry + ENTRY_OFFSET_AT));
    IntStream parts = IntStream.of(9, TABLE_AT, header, data, data + CHUNK, model.length);
    return IntStream.concat(parts, tensors)
        .flatMap(end -> IntStream.of(end - 1, end, end + 1))
        .filter(size -> size >= Long.BYTES && size < model.length)
        .sorted()
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("boundaries")
  void endsTooSoon(int bytes) throws IOException, InterruptedException {
    volume.model(Arrays.copyOf(model, bytes));
    failsWith("E-MODEL-TRUNCATED");
  }

  @Test
  void isTooLong() throws IOException, InterruptedException {
    volume.model(Arrays.copyOf(model, model.length + 1));
    failsWith("E-MODEL-SIZE");
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 48, 84, 92, 96, 128, 150, 159, 160})
  void headerIsDamaged(int offset) throws IOException, InterruptedException {
    volume.model(flipped(offset));
    assertThat(run()).failsWith("E-MODEL-CHECKSUM").writes("the header").takesLessThan(SOON);
  }

  @Test
  void listOfChecksumsIsDamaged() throws IOException, InterruptedException {
    int list = (at(HEADER_BYTES_AT) + 63) / 64 * 64;
    for (int offset : new int[] {list, list + Integer.BYTES * at(CHUNKS_AT)}) {
      volume.model(flipped(offset));
      assertThat(run()).failsWith("E-MODEL-CHECKSUM").writes("list of checksums");
    }
  }

  /** Any byte of the weights: the error names its chunk. */
  @Test
  void weightsAreDamaged() throws IOException, InterruptedException {
    int data = at(DATA_OFFSET_AT);
    Random random = new Random(4);
    int[] fixed = {data, data + CHUNK - 1, data + CHUNK, model.length - 1};
    IntStream offsets = IntStream.concat(IntStream.of(fixed), random.ints(20, data, model.length));
    for (int offset : offsets.filter(offset -> offset < model.length).toArray()) {
      volume.model(flipped(offset));
      String chunk = "chunk %d of %d".formatted((offset - data) / CHUNK + 1, at(CHUNKS_AT));
      assertThat(run()).failsWith("E-MODEL-CHECKSUM").writes(chunk).takesLessThan(SOON);
    }
  }

  /** Tables that cannot be, with the right checksum. */
  @ParameterizedTest
  @CsvSource({"0,99", "2,7", "4,1000", "8,3", "12,1048576", "16,63", "24,1", "28,2147483647"})
  void tableIsWrong(int field, int value) throws IOException, InterruptedException {
    byte[] changed = model.clone();
    ByteBuffer bytes = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
    int entry = TABLE_AT + 3 * ENTRY_BYTES + field;
    if (field < Integer.BYTES) {
      bytes.putShort(entry, (short) value);
    } else {
      bytes.putInt(entry, value);
    }
    CRC32C crc = new CRC32C();
    crc.update(changed, HEADER_BYTES_AT, at(HEADER_BYTES_AT) - HEADER_BYTES_AT);
    bytes.putInt(CRC_AT, (int) crc.getValue());
    volume.model(changed);
    failsWith("E-MODEL-TABLE");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 127, 128, 4096, -1})
  void cannotBeRead(int offset) throws IOException, InterruptedException {
    int at = offset < 0 ? model.length - 1 : offset;
    failsWith("E-FILE-READ", "--read-error", "models/stories260K.bbw:" + at);
  }

  @Test
  void typeIsNotInstalled() throws IOException, InterruptedException {
    BuiltKernel quantized = Kernels.kernel().quantize(DataType.Q8_0).build();
    volume.model(Files.readAllBytes(quantized.volume().resolve("models/stories260K.bbw")));
    assertThat(run())
        .failsWith("E-WEIGHT-TYPE")
        .writes("tensor 1, embedding")
        .writes("Q8_0")
        .writes("weights-q8-0")
        .takesLessThan(SOON);
  }

  // --- Machines with the real firmware

  @Tag("slow")
  @Test
  void weightsAreDamagedInQemu() throws IOException, InterruptedException {
    volume.model(flipped(at(DATA_OFFSET_AT) + CHUNK / 2));
    Path image = volume.image(folder.resolve("damaged.img"));
    assertThat(BuiltKernel.runQemu(image, QemuMachine.standard()))
        .failsWith("E-MODEL-CHECKSUM")
        .writes("chunk 1 of");
  }
}
