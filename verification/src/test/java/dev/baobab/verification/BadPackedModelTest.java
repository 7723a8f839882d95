// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;

import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.RandomModel;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stick whose packed model was damaged: loading stops, and the error says where. */
class BadPackedModelTest {
  private static final int MIB = 1 << 20;

  private static BuiltKernel kernel;
  private static byte[] model;
  private static int dataOffset;
  private static int chunks;

  @TempDir Path folder;
  private Volume volume;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    Path weights =
        new RandomModel(64, 768, 8, 8, 4, 512, 64, true)
            .write(Path.of("target", "random1M.bin").toAbsolutePath(), 1);
    TestModel random = new TestModel(weights, TestModel.stories260K().tokenizer());
    kernel =
        Kernels.kernel()
            .model(random)
            .option("story.steps", "4")
            .option("story.temperature", "0")
            .build();
    model = Files.readAllBytes(kernel.volume().resolve("models/random1M.bbw"));
    ByteBuffer header = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN);
    dataOffset = (int) header.getLong(16);
    chunks = header.getInt(36);
  }

  @BeforeEach
  void copy() throws IOException, InterruptedException {
    volume = Volume.copy(kernel, folder.resolve("volume"));
  }

  private RunResult run() throws IOException, InterruptedException {
    return kernel.runHosted(volume.folder(), HostedMachine.standard());
  }

  private static byte[] flipped(int at) {
    byte[] bytes = model.clone();
    bytes[at] ^= 1;
    return bytes;
  }

  @Test
  void soundItLoads() throws IOException, InterruptedException {
    assertThat(run()).isOk();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIB - 1, MIB, 2 * MIB + 12345, -1})
  void aFlippedBitOfTheWeightsIsFoundWithItsChunk(int place)
      throws IOException, InterruptedException {
    int at = place < 0 ? model.length - 1 : dataOffset + place;
    int chunk = (at - dataOffset) / MIB + 1;
    volume.model(flipped(at));

    assertThat(run())
        .failsWith("E-MODEL-CHECKSUM")
        .writesLike("chunk %d of %d".formatted(chunk, chunks));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 40, 48, 100, 130, 200})
  void aFlippedBitOfTheHeaderIsFound(int at) throws IOException, InterruptedException {
    volume.model(flipped(at));
    assertThat(run()).failsWith("E-MODEL-CHECKSUM");
  }

  @Test
  void aFileThatWasCutOffIsFound() throws IOException, InterruptedException {
    volume.model(Arrays.copyOf(model, model.length - 64));
    assertThat(run()).failsWith("E-MODEL-TRUNCATED");
  }

  @Test
  void inQemu() throws IOException, InterruptedException {
    volume.model(flipped(dataOffset + MIB + 7));
    Path image = volume.image(folder.resolve("flipped.img"));

    assertThat(BuiltKernel.runQemu(image, QemuMachine.standard()))
        .failsWith("E-MODEL-CHECKSUM")
        .writesLike("chunk 2 of " + chunks);
  }
}
