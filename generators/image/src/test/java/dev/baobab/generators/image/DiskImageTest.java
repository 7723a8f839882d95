// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskImageTest {
  @TempDir Path folder;

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private void assertRoundTrip(Map<String, byte[]> files) throws IOException {
    Path image = Images.write(folder.resolve("disk.img"), files);
    Images.assertSound(image);
    Images.assertHolds(image, files);
  }

  @Test
  void holdsAKernelAndAModel() throws IOException {
    Path model = Files.write(folder.resolve("model.bin"), random(3_000_001));
    Path image = folder.resolve("disk.img");
    DiskImage.builder()
        .label("STORY-1")
        .file("EFI/BOOT/BOOTX64.EFI", random(70_000))
        .file("baobab.cfg", random(10))
        .file("models/stories15M.bin", model)
        .build()
        .write(image, ProgressListener.NONE);

    Images.assertSound(image);
    Images.assertHolds(
        image,
        Map.of(
            "EFI/BOOT/BOOTX64.EFI", random(70_000),
            "baobab.cfg", random(10),
            "models/stories15M.bin", random(3_000_001)));
    assertThat(Tool.run("mdir", "-i", Images.volume(image), "::"))
        .contains("Volume in drive : is STORY-1", "BAOBAB   CFG", "baobab.cfg", "2026-01-01");
    assertThat(Tool.run("mdir", "-i", Images.volume(image), "::models"))
        .contains("STORIE~1 BIN", "stories15M.bin");
    assertThat(Tool.run("sgdisk", "-p", image)).contains("EFI system", "EF00");
  }

  @Test
  void holdsNoFileAtAll() throws IOException {
    Path image = Images.write(folder.resolve("disk.img"), Map.of());
    Images.assertSound(image);
    assertThat(Files.size(image)).isLessThan(36 << 20).isEqualTo(Files.size(image) >> 20 << 20);
  }

  @Test
  void holdsEmptyFilesAndWholeClusters() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (int size : new int[] {0, 1, 511, 512, 513, 1024, 4096, 1 << 20, (1 << 20) + 1}) {
      files.put("size-" + size, random(size));
    }
    files.put("zeros", new byte[100_000]);
    files.put("a/empty", new byte[0]);
    assertRoundTrip(files);
  }

  @Test
  void holdsFoldersOfManyClusters() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < 1500; i++) {
      files.put("a folder with many files/a long file name, number " + i, random(i % 700));
    }
    assertRoundTrip(files);
  }

  @Test
  void holdsDeepFolders() throws IOException {
    String deep = "d/".repeat(120);
    assertRoundTrip(
        Map.of(deep + "file", random(5), deep + "another name.text", random(6), "d/f", random(7)));
  }

  @Test
  void holdsNamesOfAllKinds() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name :
        List.of(
            "UPPER.TXT",
            "lower.txt",
            "Mixed.Txt",
            "a.b.c.d",
            ".hidden",
            "..two",
            "no extension",
            "name+with,odd;chars=[x]",
            "conteúdo.bin",
            "Εὐριπίδης",
            "историю",
            "お話.gguf",
            "exactly13char",
            "exactly 26 characters here",
            "x".repeat(255),
            "LONGEXT.HTML",
            "~1",
            "FILE~1.TXT",
            "file with tail.txt",
            "file with tail 2.txt",
            "%$#@!(){}",
            "e\u0301")) {
      files.put(name, random(name.length()));
    }
    assertRoundTrip(files);
  }

  @Test
  void choosesLargerClustersForMoreContent() throws IOException {
    Path model = folder.resolve("model.bin");
    long size = 300L << 20;
    try (RandomAccessFile file = new RandomAccessFile(model.toFile(), "rw")) {
      file.setLength(size);
      file.seek(size - 3);
      file.write(new byte[] {1, 2, 3});
    }
    Path image = folder.resolve("disk.img");
    DiskImage disk = DiskImage.builder().file("models/model.bin", model).build();
    disk.write(image, ProgressListener.NONE);
    Images.assertSound(image);
    assertThat(Tool.run("minfo", "-i", Images.volume(image)))
        .contains("cluster size: 8 sectors", "FAT32");
    assertThat(Files.size(image)).isEqualTo(disk.sizeInBytes()).isLessThan(size + (5 << 20));
    Path copy = folder.resolve("copy.bin");
    Tool.run("mcopy", "-i", Images.volume(image), "::models/model.bin", copy);
    assertThat(Files.mismatch(model, copy)).isEqualTo(-1);
    // The zeros are holes: blocks of 512 bytes that the file really has.
    String allocated = Tool.run("stat", "-c", "%b", image).strip();
    assertThat(Long.parseLong(allocated) * 512).isLessThan(8 << 20);
  }

  @Test
  void leavesRoomForTheKernelsFiles() throws IOException {
    Path image = folder.resolve("disk.img");
    long free = 50L << 20;
    DiskImage.builder()
        .file("full.bin", random(1 << 20))
        .minimumFreeBytes(free)
        .build()
        .write(image, ProgressListener.NONE);
    Images.assertSound(image);
    Path extra = Files.write(folder.resolve("extra.bin"), random((int) free - (1 << 16)));
    Tool.run("mcopy", "-i", Images.volume(image), extra, "::");
    Images.assertSound(image);
  }

  @Test
  void holdsAModelPartition() throws IOException {
    for (int size : new int[] {0, 1, 3 << 20, (3 << 20) + 4097}) {
      Path model = Files.write(folder.resolve("model.bbw"), random(size));
      Path image = folder.resolve("disk.img");
      DiskImage.builder()
          .file("a", random(10))
          .modelPartition(model)
          .build()
          .write(image, ProgressListener.NONE);

      Images.assertSound(image);
      Images.assertHolds(image, Map.of("a", random(10)));
      String info = Tool.run("sgdisk", "-i", "2", image);
      assertThat(info)
          .contains("0BE47E0F-89DA-40E1-A8CA-5C137A33F3F2", "Partition name: 'Baobab model'");
      byte[] bytes = Images.partition(image, 2);
      assertThat(bytes.length % (1 << 20)).isZero();
      assertThat(bytes.length - size).isBetween(0, 1 << 20);
      byte[] expected = Arrays.copyOf(random(size), bytes.length);
      assertThat(Arrays.mismatch(bytes, expected)).isEqualTo(-1);
    }
  }

  /** What FAT32 cannot hold; the zeros are holes. */
  @Test
  void holdsALargeModelPartition() throws IOException {
    Path model = folder.resolve("model.bbw");
    long size = (4L << 30) + 64;
    try (RandomAccessFile file = new RandomAccessFile(model.toFile(), "rw")) {
      file.setLength(size);
      file.seek(size - 3);
      file.write(new byte[] {1, 2, 3});
    }
    Path image = folder.resolve("disk.img");
    DiskImage.builder().modelPartition(model).build().write(image, ProgressListener.NONE);
    Images.assertSound(image);
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
      file.seek(Images.start(image, 2) + size - 3);
      assertThat(new int[] {file.read(), file.read(), file.read(), file.read()})
          .containsExactly(1, 2, 3, 0);
    }
    String allocated = Tool.run("stat", "-c", "%b", image).strip();
    assertThat(Long.parseLong(allocated) * 512).isLessThan(8 << 20);
  }

  @Test
  void isReproducible() throws IOException {
    Map<String, byte[]> files = Map.of("a/b", random(1000), "c", random(2000));
    Path first = Images.write(folder.resolve("1.img"), files);
    // Other order, other source, other place, other time: the same bytes.
    Path onDisk = Files.write(folder.resolve("b"), random(1000));
    Path second = folder.resolve("new folder/2.img");
    DiskImage.builder()
        .file("c", random(2000))
        .file("a/b", onDisk)
        .build()
        .write(second, ProgressListener.NONE);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }

  @Test
  void otherContentHasOtherIdentity() throws IOException {
    Path first = Images.write(folder.resolve("1.img"), Map.of("a", new byte[] {1}));
    Path second = Images.write(folder.resolve("2.img"), Map.of("a", new byte[] {2}));
    Path third = Images.write(folder.resolve("3.img"), Map.of("b", new byte[] {1}));
    List<String> ids = new ArrayList<>();
    for (Path image : List.of(first, second, third)) {
      for (String line :
          (Tool.run("sgdisk", "-p", "-i", "1", image)
                  + Tool.run("mdir", "-i", Images.volume(image), "::"))
              .lines()
              .toList()) {
        if (line.matches(".*(identifier \\(GUID\\)|unique GUID|Serial Number).*")) {
          ids.add(line);
        }
      }
    }
    assertThat(ids).hasSize(9).doesNotHaveDuplicates();
  }

  @Test
  void replacesAnOlderImageAndLeavesNothingElse() throws IOException {
    Path image = Files.writeString(folder.resolve("disk.img"), "old");
    Images.write(image, Map.of("a", new byte[1]));
    Images.assertSound(image);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(image);
    }
  }

  @Test
  void reportsProgress() throws IOException {
    List<Long> done = new ArrayList<>();
    DiskImage.builder()
        .file("a", random(3 << 20))
        .file("b", random(5))
        .build()
        .write(
            folder.resolve("disk.img"),
            (label, bytes, total) -> {
              assertThat(total).isEqualTo((3 << 20) + 5);
              done.add(bytes);
            });
    assertThat(done).containsExactly(0L, 1L << 20, 2L << 20, 3L << 20, (3L << 20) + 5);
  }
}
