// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;

/** The file allocation table: for each cluster the next of its chain. */
final class FatTable {
  /** A fixed disk. */
  static final byte MEDIA = (byte) 0xF8;

  private static final int END_OF_CHAIN = 0x0FFF_FFFF;

  private final Region region;
  private final ByteBuffer buffer = ByteBuffer.allocate(Bytes.MIB).order(ByteOrder.LITTLE_ENDIAN);
  private long offset;

  private FatTable(Region region, long offset) {
    this.region = region;
    this.offset = offset;
  }

  /**
   * Writes one table; what follows the last run stays zero, which is free.
   *
   * @param offset where the table begins in the region, in bytes
   * @param runs one after the other from the first cluster on, without gaps
   */
  static void write(Region region, long offset, Collection<ClusterRun> runs) throws IOException {
    FatTable table = new FatTable(region, offset);
    table.put(0x0FFF_FF00 | (MEDIA & 0xFF));
    table.put(END_OF_CHAIN); // with the bits for "cleanly unmounted" and "no read errors"
    for (ClusterRun run : runs) {
      long last = run.first() + run.count() - 1;
      for (long cluster = run.first(); cluster < last; cluster++) {
        table.put((int) (cluster + 1));
      }
      if (run.count() > 0) {
        table.put(END_OF_CHAIN);
      }
    }
    table.flush();
  }

  private void put(int entry) throws IOException {
    buffer.putInt(entry);
    if (!buffer.hasRemaining()) {
      flush();
    }
  }

  private void flush() throws IOException {
    region.write(offset, buffer.array(), buffer.position());
    offset += buffer.position();
    buffer.clear();
  }
}
