// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What emulated machines write to an image's disk, in a file beside the image, which itself stays
 * as it was made. It counts as long as the image is the same file; another image begins with
 * nothing.
 */
public final class KeptDisk {
  /** What there was when the disk was opened. */
  public enum State {
    /** What machines wrote to this image before. */
    KEPT,
    /** Nothing. */
    NEW,
    /** What machines wrote to another image: it is gone. */
    REPLACED
  }

  private final Path image;
  private final Path file;
  private final Path stamp;

  /**
   * @param image the image: {@code NAME.img}
   */
  public KeptDisk(Path image) {
    this.image = image;
    String name = image.getFileName().toString().replaceFirst("\\.img$", "");
    file = image.resolveSibling(name + ".kept.qcow2");
    stamp = image.resolveSibling(name + ".kept.stamp");
  }

  /** The disk, for QEMU: in its format qcow2. */
  public Path file() {
    return file;
  }

  /**
   * Two machines that write to one disk destroy it, as does a machine whose image is made anew:
   * none may run. QEMU locks its disks, which is what is looked at here.
   *
   * @throws ImageException if a machine runs on it
   */
  public void requireUnused() throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new ImageException(
            ImageError.IMAGE_IN_USE,
            "another machine runs on %s, where it keeps what it writes.".formatted(file),
            "leave it with /quit first, or boot this one with -Dbaobab.boot.snapshot=true"
                + " (./boot --snapshot): it forgets what it writes.");
      }
    }
  }

  /** Makes the disk for the image as it is now, unless it is there. */
  public State open() throws IOException {
    BasicFileAttributes facts = Files.readAttributes(image, BasicFileAttributes.class);
    String of = "%d bytes, %s%n".formatted(facts.size(), facts.lastModifiedTime());
    boolean isThere = Files.isRegularFile(file);
    if (isThere && Files.isRegularFile(stamp) && Files.readString(stamp).equals(of)) {
      return State.KEPT;
    }
    Files.deleteIfExists(stamp);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    QcowOverlay.write(image, fresh);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(stamp, of);
    return isThere ? State.REPLACED : State.NEW;
  }
}
