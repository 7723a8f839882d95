// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/**
 * Writes a disk image to a stick, or to a file, and reads it back. Nothing is written before the
 * target was found safe and a person said yes.
 */
public final class Flasher {
  private final SystemFacts system;
  private final Confirmation confirmation;
  private final ProgressListener progress;

  /**
   * @param system the system, normally {@link SystemFacts#linux()}
   * @param confirmation asked once, after all checks
   * @param progress told of the tasks "write" and "verify"
   */
  public Flasher(SystemFacts system, Confirmation confirmation, ProgressListener progress) {
    this.system = system;
    this.confirmation = confirmation;
    this.progress = progress;
  }

  /**
   * Writes and verifies. On a device larger than the image the partition table is made over for the
   * device's size; a file becomes an exact copy of the image.
   *
   * @param image an image as {@link DiskImage} writes it
   * @param target a whole disk, or a plain file, which is made if missing
   * @param force accept also a disk that is not removable, or a partition; never one in use
   * @throws ImageException if it may not or cannot be done, or what is read back differs
   */
  public void flash(Path image, Path target, boolean force) throws IOException {
    try (FlashSource source = FlashSource.open(image)) {
      FlashTarget checked = new FlashGuard(system).check(image, source.imageBytes(), target, force);
      if (!confirmation.confirm(checked.description())) {
        throw new ImageException(
            ImageError.FLASH_DECLINED,
            "nothing was written to %s: you did not agree.".formatted(target),
            "agree when asked, or give another target.");
      }
      FlashContent content = source.on(checked.bytes());
      write(content, checked);
      if (checked.device()) {
        system.dropCaches(target);
      }
      verify(content, checked);
    }
  }

  private void write(FlashContent content, FlashTarget target) throws IOException {
    Set<StandardOpenOption> options =
        target.device()
            ? Set.of(StandardOpenOption.WRITE)
            : Set.of(
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
    ProgressCounter counter = new ProgressCounter(progress, "write", content.bytes());
    try (FileChannel channel = FileChannel.open(target.path(), options)) {
      content.forEachChunk(
          (offset, chunk) -> {
            ByteBuffer buffer = ByteBuffer.wrap(chunk);
            while (buffer.hasRemaining()) {
              channel.write(buffer, offset + buffer.position());
            }
            // To the device now, so that the progress shown is that of the device.
            channel.force(false);
            counter.add(chunk.length);
          });
      channel.force(true);
    }
  }

  private void verify(FlashContent content, FlashTarget target) throws IOException {
    ProgressCounter counter = new ProgressCounter(progress, "verify", content.bytes());
    try (FileChannel channel = FileChannel.open(target.path(), StandardOpenOption.READ)) {
      content.forEachChunk(
          (offset, chunk) -> {
            byte[] found = new byte[chunk.length];
            FlashSource.readFully(channel, offset, ByteBuffer.wrap(found));
            int difference = Arrays.mismatch(chunk, found);
            if (difference >= 0) {
              throw new ImageException(
                  ImageError.FLASH_VERIFY_FAILED,
                  "%s does not hold what was written: the first difference is at byte %d (0x%02x written, 0x%02x read)."
                      .formatted(
                          target.path(), offset + difference, chunk[difference], found[difference]),
                  "try once more; if it happens again, the stick is worn out or fake: use another.");
            }
            counter.add(chunk.length);
          });
    }
  }
}
