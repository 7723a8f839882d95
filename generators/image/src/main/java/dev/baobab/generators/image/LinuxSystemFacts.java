// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Facts of the running system. */
final class LinuxSystemFacts implements SystemFacts {
  private static final int TYPE_MASK = 0xF000;
  private static final int BLOCK_DEVICE = 0x6000;

  /** Where blockdev is; users other than root often do not have these on their path. */
  private static final List<Path> BLOCKDEV =
      List.of(Path.of("/usr/sbin/blockdev"), Path.of("/sbin/blockdev"));

  @Override
  public Path sys() {
    return Path.of("/sys");
  }

  @Override
  public Path proc() {
    return Path.of("/proc");
  }

  @Override
  public Optional<String> deviceNumber(Path path) {
    try {
      Map<String, Object> stat = Files.readAttributes(path, "unix:mode,rdev");
      if (((int) stat.get("mode") & TYPE_MASK) != BLOCK_DEVICE) {
        return Optional.empty();
      }
      // The C library's dev_t: the low 12 bits of major and 8 of minor in the middle, as of old.
      long device = (long) stat.get("rdev");
      long major = ((device >>> 8) & 0xFFF) | ((device >>> 32) & ~0xFFFL);
      long minor = (device & 0xFF) | ((device >>> 12) & 0xFFFF_FF00L);
      return Optional.of(major + ":" + minor);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty(); // not there, or not on a Unix system
    }
  }

  /**
   * The kernel drops the pages of a device when its last opener closes it; blockdev does so also if
   * someone else, such as udev, has it open. Where blockdev is missing or fails, that must do.
   */
  @Override
  public void dropCaches(Path device) throws IOException {
    for (Path blockdev : BLOCKDEV) {
      if (Files.isExecutable(blockdev)) {
        Process process =
            new ProcessBuilder(blockdev.toString(), "--flushbufs", device.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
          process.waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        } finally {
          process.destroy();
        }
        return;
      }
    }
  }
}
