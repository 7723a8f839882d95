// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The data of a packed model on its way to a new file: written in order, with a checksum a chunk.
 * What is all zeros is left out: the file reads as zero there, and takes no space.
 */
final class ChunkedOutput {
  private final FileChannel channel;
  private final long start;
  private final int[] checksums;
  private final CRC32C crc = new CRC32C();
  private long written;

  /**
   * @param start where the data starts in the file
   * @param chunks number of its chunks
   */
  ChunkedOutput(FileChannel channel, long start, int chunks) {
    this.channel = channel;
    this.start = start;
    this.checksums = new int[chunks];
  }

  void write(byte[] bytes, int length) throws IOException {
    if (!isZero(bytes, length)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer, start + written + buffer.position());
      }
    }
    int at = 0;
    while (at < length) {
      int inChunk = (int) (written % PackedHeader.CHUNK_BYTES);
      int part = Math.min(length - at, PackedHeader.CHUNK_BYTES - inChunk);
      crc.update(bytes, at, part);
      at += part;
      written += part;
      if (written % PackedHeader.CHUNK_BYTES == 0) {
        endChunk((int) (written / PackedHeader.CHUNK_BYTES) - 1);
      }
    }
  }

  /** Whether the first bytes of an array are zeros: the first one is, and each is as the next. */
  private static boolean isZero(byte[] bytes, int length) {
    return length == 0 || (bytes[0] == 0 && Arrays.equals(bytes, 0, length - 1, bytes, 1, length));
  }

  /** Writes zeros up to an offset. */
  void padTo(long offset) throws IOException {
    int length = Math.toIntExact(offset - written);
    write(new byte[length], length);
  }

  private void endChunk(int chunk) {
    checksums[chunk] = (int) crc.getValue();
    crc.reset();
  }

  /** Bytes written so far. */
  long written() {
    return written;
  }

  /** The checksums of all chunks, once all is written. */
  int[] finish() throws IOException {
    long end = start + written;
    if (channel.size() < end) {
      channel.write(ByteBuffer.allocate(1), end - 1);
    }
    if (written % PackedHeader.CHUNK_BYTES != 0) {
      endChunk(checksums.length - 1);
    }
    return checksums.clone();
  }
}
