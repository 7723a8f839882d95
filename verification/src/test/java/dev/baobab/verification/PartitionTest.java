// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static dev.baobab.generators.testkit.RunAssert.assertThat;

import dev.baobab.generators.runners.DiskKind;
import dev.baobab.generators.runners.HostedMachine;
import dev.baobab.generators.runners.QemuMachine;
import dev.baobab.generators.runners.RunResult;
import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.RandomModel;
import dev.baobab.generators.testkit.TestModel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A model on a partition of its own. Hosted, the volume is a folder without the model, and the
 * image a disk.
 */
class PartitionTest {
  private static final int SECTOR = 512;
  private static final int ENTRY_BYTES = 128;
  private static final int FIRST_SECTOR_AT = 32;

  private static BuiltKernel kernel;

  @TempDir Path folder;
  private Path volume;
  private Path disk;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    kernel = GoldenStory.GREEDY.ask(Kernels.kernel("source-partition")).build();
  }

  @BeforeEach
  void copy() throws IOException, InterruptedException {
    Volume copied = Volume.copy(kernel, folder.resolve("volume"));
    Files.delete(copied.modelFile());
    volume = copied.folder();
    disk = Files.copy(kernel.image(), folder.resolve("disk.img"));
  }

  private RunResult run(String... options) throws IOException, InterruptedException {
    return kernel.runHosted(volume, HostedMachine.standard().more(options));
  }

  private RunResult runWith(Path... disks) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>();
    for (Path path : disks) {
      options.addAll(List.of("--disk", path.toString()));
    }
    return run(options.toArray(String[]::new));
  }

  /** Where the model begins on the disk, as the table's second entry tells. */
  private static long modelOffset(Path image) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
      file.seek(2L * SECTOR + ENTRY_BYTES + FIRST_SECTOR_AT);
      return Long.reverseBytes(file.readLong()) * SECTOR;
    }
  }

  private static void flip(Path image, long offset) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.seek(offset);
      int before = file.read();
      file.seek(offset);
      file.write(before ^ 1);
    }
  }

  @Test
  void theModelIsOnThePartition() throws IOException, InterruptedException {
    assertThat(runWith(disk)).tells(GoldenStory.GREEDY.text());
  }

  @Test
  void withoutAsynchronousReads() throws IOException, InterruptedException {
    assertThat(run("--no-block-io2", "--disk", disk.toString())).tells(GoldenStory.GREEDY.text());
  }

  @Test
  void noDisk() throws IOException, InterruptedException {
    assertThat(run()).failsWith("E-PARTITION-MISSING").writesLike("none of 0\\b");
  }

  /** Zeros, noise without a table, and the smallest disk there is. */
  @Test
  void disksWithoutATable() throws IOException, InterruptedException {
    Path zeros = Files.write(folder.resolve("zeros"), new byte[1 << 20]);
    Path noise = Files.write(folder.resolve("noise"), Files.readAllBytes(kernel.efiFile()));
    Path tiny = Files.write(folder.resolve("tiny"), new byte[SECTOR]);
    assertThat(runWith(zeros, noise, tiny))
        .failsWith("E-PARTITION-MISSING")
        .writesLike("none of 3\\b");
    assertThat(runWith(zeros, noise, tiny, disk)).tells(GoldenStory.GREEDY.text());
  }

  /** The volume is on the first disk: its partition is taken, though the other comes first. */
  @Test
  void theBootDiskIsPreferred() throws IOException, InterruptedException {
    Path damaged = Files.copy(disk, folder.resolve("damaged.img"));
    flip(damaged, modelOffset(damaged) + 100);
    assertThat(runWith(disk, damaged)).tells(GoldenStory.GREEDY.text());
    assertThat(runWith(damaged, disk)).failsWith("E-MODEL-CHECKSUM").writes("the header");
  }

  @Test
  void theCopyOfADamagedTableIsTaken() throws IOException, InterruptedException {
    flip(disk, SECTOR + 40);
    assertThat(runWith(disk)).tells(GoldenStory.GREEDY.text());
    flip(disk, Files.size(disk) - SECTOR + 40);
    assertThat(runWith(disk)).failsWith("E-PARTITION-MISSING");
  }

  @Test
  void aFlippedByteIsFound() throws IOException, InterruptedException {
    flip(disk, modelOffset(disk) + 300_000);
    for (String way : new String[] {"--stats", "--no-block-io2"}) {
      assertThat(run(way, "--disk", disk.toString()))
          .failsWith("E-MODEL-CHECKSUM")
          .writes("the model partition: chunk 1 of");
    }
  }

  @Test
  void aDiskThatCannotBeRead() throws IOException, InterruptedException {
    for (String way : new String[] {"--stats", "--no-block-io2"}) {
      String place = disk + ":" + (modelOffset(disk) + 300_000);
      assertThat(run(way, "--disk", disk.toString(), "--read-error", place))
          .failsWith("E-FILE-READ")
          .writes("the model partition");
    }
  }

  /** A disk that was cut off has no partition that is all there. */
  @Test
  void aDiskThatEndsTooSoon() throws IOException, InterruptedException {
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(modelOffset(disk) + 300_000 / SECTOR * SECTOR);
    }
    assertThat(runWith(disk)).failsWith("E-PARTITION-MISSING");
  }

  @Test
  void blocksOf4096Bytes() throws IOException, InterruptedException {
    byte[] model = Files.readAllBytes(kernel.volume().resolve("models/stories260K.bbw"));
    Path large = Files.write(folder.resolve("4096.img"), diskOf4096(model));
    for (String way : new String[] {"--stats", "--no-block-io2"}) {
      assertThat(run(way, "--disk", large + ":4096")).tells(GoldenStory.GREEDY.text());
    }
    assertThat(run("--disk", large.toString())).failsWith("E-PARTITION-MISSING");
  }

  /** A disk with blocks of 4096 bytes and one table, after UEFI 2.10, section 5.3. */
  private static byte[] diskOf4096(byte[] model) {
    int block = 4096;
    int first = 256;
    int blocks = first + (model.length + block - 1) / block;
    ByteBuffer disk = ByteBuffer.allocate((blocks + 1) * block).order(ByteOrder.LITTLE_ENDIAN);
    disk.position(2 * block);
    disk.putLong(0x40e189da0be47e0fL).putLong(0xf2f3337a135ccaa8L).putLong(1).putLong(1);
    disk.putLong(first).putLong(blocks - 1);
    disk.position(first * block).put(model);
    disk.position(block).put("EFI PART".getBytes(StandardCharsets.US_ASCII));
    disk.putInt(0x10000).putInt(92).putInt(0).putInt(0).putLong(1).putLong(blocks);
    disk.putLong(first).putLong(blocks - 1).putLong(5).putLong(5);
    disk.putLong(2).putInt(block / ENTRY_BYTES).putInt(ENTRY_BYTES);
    disk.putInt(crc(disk.array(), 2 * block, block));
    disk.putInt(block + 16, crc(disk.array(), block, 92));
    return disk.array();
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  // --- Machines with the real firmware

  @ParameterizedTest
  @EnumSource(DiskKind.class)
  void diskKind(DiskKind kind) throws IOException, InterruptedException {
    assertThat(kernel.runQemu(QemuMachine.standard().disk(kind))).tells(GoldenStory.GREEDY.text());
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(DiskKind.class)
  void aFlippedByteIsFoundInQemu(DiskKind kind) throws IOException, InterruptedException {
    flip(disk, modelOffset(disk) + 300_000);
    assertThat(BuiltKernel.runQemu(disk, QemuMachine.standard().disk(kind)))
        .failsWith("E-MODEL-CHECKSUM")
        .writes("chunk 1 of");
  }

  /**
   * Weights that FAT32 cannot hold: zeros, which cost no disk. The build makes a partition of them,
   * and brings along the module that reads it, by itself.
   */
  @Tag("slow")
  @Test
  void sixGibibytes() throws IOException, InterruptedException {
    RandomModel shape = new RandomModel(4096, 11_008, 8, 32, 32, 512, 64, true);
    Path weights = Path.of("target", "zeros6G.bin").toAbsolutePath();
    ByteBuffer header = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : new int[] {4096, 11_008, 8, 32, 32, 512, 64}) {
      header.putInt(number);
    }
    try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
      file.write(header.array());
      file.setLength(shape.bytes());
    }
    BuiltKernel large =
        Kernels.kernel("matmul-avx2")
            .model(new TestModel(weights, TestModel.stories260K().tokenizer()))
            .option("story.steps", "1")
            .build();
    Assertions.assertThat(large.plan().module("source-partition")).isPresent();

    Path image = large.image();
    Assertions.assertThat(Files.size(image)).isGreaterThan(6L << 30);
    RunResult run =
        large.runQemu(QemuMachine.standard().memoryMiB(12 << 10), Duration.ofMinutes(20));

    assertThat(run).isOk().writes("1621.2 M parameters");
    Files.delete(weights);
  }
}
