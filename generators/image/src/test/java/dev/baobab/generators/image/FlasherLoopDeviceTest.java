// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flasher on a real block device of the running kernel. */
class FlasherLoopDeviceTest {
  private static final Map<String, byte[]> FILES = Map.of("models/m.bin", new byte[123_456]);

  @TempDir Path folder;
  private Path device;
  private Path image;

  @BeforeEach
  void attach() throws IOException {
    Path disk = folder.resolve("disk");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(64 << 20);
    }
    Tool.Result loop = Tool.attempt("losetup", "-f", "--show", disk);
    assumeTrue(loop.code() == 0, "loop devices cannot be made here (needs root): " + loop.output());
    device = Path.of(loop.output().strip());
    image = Images.write(folder.resolve("baobab.img"), FILES);
  }

  @AfterEach
  void detach() throws IOException {
    if (device != null) {
      Tool.run("losetup", "-d", device);
    }
  }

  private void flash(List<String> asked, boolean force) throws IOException {
    new Flasher(SystemFacts.linux(), asked::add, ProgressListener.NONE).flash(image, device, force);
  }

  @Test
  void writesADevice() throws IOException {
    List<String> asked = new ArrayList<>();
    ImageException e = catchThrowableOfType(ImageException.class, () -> flash(asked, false));
    assertThat(e.error()).isEqualTo(ImageError.FLASH_TARGET_NOT_REMOVABLE);
    assertThat(asked).isEmpty();

    flash(asked, true);
    assertThat(asked).singleElement().asString().startsWith(device + ": ").contains("67.1 MB");
    Images.assertSound(device);
    Images.assertHolds(device, FILES);
  }

  @Test
  void refusesAMountedDevice() throws IOException {
    Tool.run("mkfs.ext4", "-q", device);
    Path mountPoint = Files.createDirectory(folder.resolve("mount point"));
    Tool.Result mount = Tool.attempt("mount", device, mountPoint);
    assumeTrue(mount.code() == 0, "ext4 cannot be mounted here: " + mount.output());
    try {
      ImageException e =
          catchThrowableOfType(ImageException.class, () -> flash(new ArrayList<>(), true));
      assertThat(e.error()).isEqualTo(ImageError.FLASH_TARGET_IN_USE);
      assertThat(e.problem()).contains("mounted at " + mountPoint);
    } finally {
      Tool.run("umount", mountPoint);
    }
  }
}
