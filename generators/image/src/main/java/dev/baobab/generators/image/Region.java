// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * A part of a new image file, written at offsets from its own start. The file reads as zero where
 * nothing was written, so blocks of zeros are left out: they stay holes and take no disk space.
 */
final class Region {
  /** The block size of the usual file systems: a smaller hole would save nothing. */
  private static final int HOLE = 4096;

  private static final byte[] ZEROS = new byte[HOLE];

  private final FileChannel channel;
  private final long start;
  private final long length;

  /** Bytes start to start + length of the file; both in bytes, start a multiple of 4096. */
  Region(FileChannel channel, long start, long length) {
    this.channel = channel;
    this.start = start;
    this.length = length;
  }

  /** Where the region begins, in sectors from the start of the disk. */
  long firstSector() {
    return start / Bytes.SECTOR;
  }

  void write(long offset, byte[] bytes) throws IOException {
    write(offset, bytes, bytes.length);
  }

  /** Writes the first count bytes of the array. */
  void write(long offset, byte[] bytes, int count) throws IOException {
    if (offset < 0 || count > length - offset) {
      throw new IllegalArgumentException(
          "%d bytes at %d are outside of a region of %d".formatted(count, offset, length));
    }
    int from = 0;
    while (from < count) {
      int to = blockEnd(offset, from, count);
      boolean zeros = isZero(bytes, from, to);
      // One write for a run of blocks that are not zero.
      while (!zeros && to < count) {
        int next = blockEnd(offset, to, count);
        if (isZero(bytes, to, next)) {
          break;
        }
        to = next;
      }
      if (!zeros) {
        writeFully(ByteBuffer.wrap(bytes, from, to - from), start + offset + from);
      }
      from = to;
    }
  }

  private static int blockEnd(long offset, int from, int count) {
    int inBlock = (int) ((offset + from) % HOLE);
    return Math.min(count, from + HOLE - inBlock);
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    return Arrays.equals(bytes, from, to, ZEROS, 0, to - from);
  }

  private void writeFully(ByteBuffer buffer, long position) throws IOException {
    while (buffer.hasRemaining()) {
      position += channel.write(buffer, position);
    }
  }
}
