// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a disk is made and kept, and its format; QEMU itself judges that in other tests. */
class KeptDiskTest {
  private static final long SIZE = (1L << 30) + (1 << 20);

  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void image() throws Exception {
    image = folder.resolve("story.img");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(SIZE);
    }
  }

  @Test
  void keptUntilTheImageChanges() throws Exception {
    KeptDisk disk = new KeptDisk(image);
    disk.requireUnused();
    assertThat(disk.open()).isEqualTo(KeptDisk.State.NEW);
    byte[] written = {1, 2, 3};
    Files.write(disk.file(), written);

    assertThat(new KeptDisk(image).open()).isEqualTo(KeptDisk.State.KEPT);
    assertThat(disk.file()).hasFileName("story.kept.qcow2").hasBinaryContent(written);

    Files.setLastModifiedTime(image, FileTime.fromMillis(1000));
    assertThat(new KeptDisk(image).open()).isEqualTo(KeptDisk.State.REPLACED);
    assertThat(Files.size(disk.file())).isGreaterThan(written.length);
  }

  /** As QEMU's docs/interop/qcow2.txt tells the fields. */
  @Test
  void theFormat() throws Exception {
    KeptDisk disk = new KeptDisk(image);
    disk.open();
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(disk.file()));
    assertThat(file.getInt(0)).isEqualTo(0x514649fb);
    assertThat(file.getInt(4)).as("version").isEqualTo(3);
    byte[] name = new byte[file.getInt(16)];
    file.get((int) file.getLong(8), name);
    assertThat(new String(name, StandardCharsets.UTF_8)).isEqualTo("story.img");
    int cluster = 1 << file.getInt(20);
    assertThat(file.getLong(24)).isEqualTo(SIZE);
    assertThat(file.getInt(36)).as("entries of L1, each for 512 MiB").isEqualTo(3);
    assertThat(file.getInt(100)).as("header").isEqualTo(104);
    assertThat(file.getInt(104)).as("the backing file's format").isEqualTo(0xe2792aca);
    assertThat(file.getInt(108)).isEqualTo(3);
    assertThat(file.getLong(112) >>> 40).as("raw").isEqualTo(0x726177);
    assertThat(file.getLong(120)).as("the end of extensions").isZero();

    int counts = (int) file.getLong((int) file.getLong(48));
    int clusters = file.capacity() / cluster;
    for (int i = 0; i < clusters + 10; i++) {
      assertThat(file.getShort(counts + 2 * i)).isEqualTo((short) (i < clusters ? 1 : 0));
    }
    assertThat(file.getLong(40)).as("L1 is a cluster of its own").isEqualTo(3L * cluster);
    assertThat(file.getLong(3 * cluster)).isZero();
  }

  /** Locks a byte of a file, as QEMU does, until its input ends. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (FileChannel file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.READ);
          FileLock lock = file.lock(100, 1, true)) {
        System.out.println("held " + lock.isValid());
        while (System.in.read() >= 0) {}
      }
    }
  }

  @Test
  void aDiskInUseIsRefused() throws Exception {
    KeptDisk disk = new KeptDisk(image);
    disk.open();
    String classes =
        Path.of(Holder.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, "-cp", classes, Holder.class.getName(), disk.file().toString())
            .start();
    try {
      process.getInputStream().read();
      assertThatThrownBy(disk::requireUnused)
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("IMAGE_IN_USE")
          .hasMessageContaining("story.kept.qcow2");
    } finally {
      process.getOutputStream().close();
      process.waitFor();
    }
    disk.requireUnused();
  }
}
