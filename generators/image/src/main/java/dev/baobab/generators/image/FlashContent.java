// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/** The bytes for one disk: the image, the changes over it, and what lies behind the image. */
final class FlashContent {
  /** Large enough for any stick to reach full speed. */
  private static final int CHUNK = 4 * Bytes.MIB;

  private final FileChannel image;
  private final long imageBytes;
  private final long diskBytes;
  private final List<Block> changes;

  /**
   * @param changes in order: a later one wins over an earlier one
   */
  FlashContent(FileChannel image, long imageBytes, long diskBytes, List<Block> changes) {
    this.image = image;
    this.imageBytes = imageBytes;
    this.diskBytes = diskBytes;
    this.changes = changes;
  }

  /** Takes one chunk after the other. */
  @FunctionalInterface
  interface Sink {
    void accept(long offset, byte[] chunk) throws IOException;
  }

  /** How many bytes {@link #forEachChunk} hands out. */
  long bytes() {
    return imageBytes + (diskBytes - tailStart());
  }

  /** All bytes that are to be on the disk, in order; a gap between image and tail is left out. */
  void forEachChunk(Sink sink) throws IOException {
    forEachChunk(0, imageBytes, sink);
    forEachChunk(tailStart(), diskBytes, sink);
  }

  private long tailStart() {
    return Math.max(imageBytes, diskBytes - (long) Gpt.BACKUP_SECTORS * Bytes.SECTOR);
  }

  private void forEachChunk(long from, long to, Sink sink) throws IOException {
    for (long offset = from; offset < to; offset += CHUNK) {
      byte[] chunk = new byte[(int) Math.min(CHUNK, to - offset)];
      int ofImage = (int) Math.max(0, Math.min(chunk.length, imageBytes - offset));
      FlashSource.readFully(image, offset, ByteBuffer.wrap(chunk, 0, ofImage));
      for (Block change : changes) {
        overlay(change, offset, chunk);
      }
      sink.accept(offset, chunk);
    }
  }

  private static void overlay(Block change, long offset, byte[] chunk) {
    long from = Math.max(change.offset(), offset);
    long to = Math.min(change.end(), offset + chunk.length);
    if (from < to) {
      System.arraycopy(
          change.bytes(),
          (int) (from - change.offset()),
          chunk,
          (int) (from - offset),
          (int) (to - from));
    }
  }
}
