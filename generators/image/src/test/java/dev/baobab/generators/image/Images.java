// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Judges images with the tools of others. */
final class Images {
  private static final int ESP = 1 << 20;

  private Images() {}

  /** Writes an image of these files. */
  static Path write(Path target, Map<String, byte[]> files) throws IOException {
    DiskImage.Builder builder = DiskImage.builder();
    files.forEach(builder::file);
    builder.build().write(target, ProgressListener.NONE);
    return target;
  }

  /** The partition table is sound in sgdisk's eyes, and the file system in fsck's. */
  static void assertSound(Path image) throws IOException {
    assertSoundTable(image);
    Path esp = Files.createTempFile("esp", ".img");
    try (FileChannel in = FileChannel.open(image);
        FileChannel out = FileChannel.open(esp, StandardOpenOption.WRITE)) {
      int sectors = espSectors(image);
      in.transferTo(ESP, sectors * 512L, out);
      String report = Tool.run("fsck.fat", "-n", "-v", esp);
      assertThat(report)
          .doesNotContainIgnoringCase("warning")
          .doesNotContain("differences", "Wrong", "Free cluster summary", "dirty");
    } finally {
      Files.delete(esp);
    }
  }

  /** The partition table is sound in sgdisk's eyes. */
  static void assertSoundTable(Path disk) throws IOException {
    assertThat(Tool.run("sgdisk", "-v", disk))
        .contains("No problems found")
        .doesNotContainIgnoringCase("warning")
        .doesNotContainIgnoringCase("caution");
  }

  private static int espSectors(Path image) throws IOException {
    String info = Tool.run("sgdisk", "-i", "1", image);
    assertThat(info)
        .contains("C12A7328-F81F-11D2-BA4B-00A0C93EC93B", "First sector: 2048 (at 1024.0 KiB)");
    String size = info.lines().filter(l -> l.startsWith("Partition size:")).findFirst().get();
    return Integer.parseInt(size.split(" ")[2]);
  }

  /** Where a partition starts, in bytes. */
  static long start(Path image, int number) throws IOException {
    return 512 * field(image, number, "First sector:");
  }

  /** All bytes of a partition. */
  static byte[] partition(Path image, int number) throws IOException {
    byte[] bytes = new byte[(int) (512 * field(image, number, "Partition size:"))];
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
      file.seek(start(image, number));
      file.readFully(bytes);
    }
    return bytes;
  }

  private static long field(Path image, int number, String name) throws IOException {
    return Tool.run("sgdisk", "-i", Integer.toString(number), image)
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> Long.parseLong(line.substring(name.length()).strip().split(" ")[0]))
        .findFirst()
        .orElseThrow();
  }

  /** The volume of the image, as mtools name it. */
  static String volume(Path image) {
    return image + "@@" + ESP;
  }

  /** All files of the image, as mcopy reads them. */
  static Map<String, byte[]> read(Path image) throws IOException {
    Path folder = Files.createTempDirectory("mcopy");
    try {
      Tool.run("mcopy", "-s", "-n", "-i", volume(image), "::*", folder);
      Map<String, byte[]> files = new TreeMap<>();
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.filter(Files::isRegularFile).toList()) {
          files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
        }
      }
      return files;
    } finally {
      delete(folder);
    }
  }

  static void assertHolds(Path image, Map<String, byte[]> files) throws IOException {
    Map<String, byte[]> found = read(image);
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(files.keySet());
    files.forEach((path, bytes) -> assertThat(found.get(path)).as(path).isEqualTo(bytes));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}
