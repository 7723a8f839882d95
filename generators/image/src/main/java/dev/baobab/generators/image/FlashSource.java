// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a device is to hold: the image, with its partition table made over for the size of the
 * device, since the second copy of the table has to be at the very end. Writing and verifying read
 * the same source.
 */
final class FlashSource implements Closeable {
  private final FileChannel image;
  private final long imageBytes;
  private final Gpt gpt;

  private FlashSource(FileChannel image, long imageBytes, Gpt gpt) {
    this.image = image;
    this.imageBytes = imageBytes;
    this.gpt = gpt;
  }

  /**
   * Opens an image.
   *
   * @throws ImageException FLASH_IMAGE_MISSING or FLASH_IMAGE_INVALID
   */
  static FlashSource open(Path path) throws IOException {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new ImageException(
          ImageError.FLASH_IMAGE_MISSING,
          "there is no readable image %s.".formatted(path),
          "build it first, with mvn image.");
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      long bytes = channel.size();
      byte[] start = new byte[Gpt.PRIMARY_SECTORS * Bytes.SECTOR];
      boolean read = bytes >= start.length;
      if (read) {
        readFully(channel, 0, ByteBuffer.wrap(start));
      }
      Gpt gpt =
          Gpt.parse(start)
              .filter(
                  table ->
                      read && bytes % Bytes.SECTOR == 0 && bytes / Bytes.SECTOR == table.sectors())
              .orElseThrow(() -> invalid(path));
      return new FlashSource(channel, bytes, gpt);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static ImageException invalid(Path path) {
    return new ImageException(
        ImageError.FLASH_IMAGE_INVALID,
        "%s is not a whole disk image: it has no sound partition table for its size."
            .formatted(path),
        "give the image that mvn image wrote; build it again if it was cut short.");
  }

  /** The size of the image in bytes. */
  long imageBytes() {
    return imageBytes;
  }

  /** What a disk of this size is to hold; at least as large as the image. */
  FlashContent on(long diskBytes) {
    long diskSectors = diskBytes / Bytes.SECTOR;
    List<Block> changes = new ArrayList<>();
    if (diskSectors != gpt.sectors()) {
      // The copy of the table in the middle of a larger disk would be one too many.
      int backup = Gpt.BACKUP_SECTORS * Bytes.SECTOR;
      changes.add(new Block(imageBytes - backup, new byte[backup]));
      changes.addAll(gpt.withSectors(diskSectors).blocks());
    }
    return new FlashContent(image, imageBytes, diskSectors * Bytes.SECTOR, changes);
  }

  static void readFully(FileChannel channel, long offset, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, offset);
      if (count < 0) {
        throw new EOFException("unexpected end at offset " + offset);
      }
      offset += count;
    }
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
