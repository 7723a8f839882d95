// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk image that holds what differs from another one, and nothing yet: a QCOW2 file, version 3,
 * with a raw backing file. Source: QEMU's docs/interop/qcow2.txt. Written here, since qemu-img is a
 * package of its own.
 */
final class QcowOverlay {
  private static final int CLUSTER_BITS = 16;
  private static final int CLUSTER = 1 << CLUSTER_BITS;

  /** Bytes of the disk that an entry of the L1 table stands for: an L2 table of 8-byte entries. */
  private static final long L1_ENTRY = (long) CLUSTER * (CLUSTER / Long.BYTES);

  private static final int MAGIC = 0x514649fb; // "QFI" and 0xfb
  private static final int HEADER = 104;
  private static final int BACKING_FORMAT = 0xe2792aca;
  private static final int REFCOUNT_ORDER = 4; // 16 bits for each cluster
  private static final int MOST_NAME_BYTES = 1023;

  // Clusters of the file: header, table of reference counts, a block of them, L1 table.
  private static final int COUNT_TABLE = 1;
  private static final int COUNTS = 2;
  private static final int L1_TABLE = 3;

  private QcowOverlay() {}

  /**
   * Writes an overlay.
   *
   * @param backing the raw image, in the overlay's own folder; whoever changes it later destroys
   *     what the overlay stands for
   */
  static void write(Path backing, Path overlay) throws IOException {
    byte[] name = backing.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > MOST_NAME_BYTES) {
      throw new IOException("the name of %s is too long for an overlay".formatted(backing));
    }
    long size = Files.size(backing);
    int entries = Math.toIntExact(Bytes.divideUp(size, L1_ENTRY));
    int l1Clusters = (int) Bytes.divideUp((long) entries * Long.BYTES, CLUSTER);
    int clusters = L1_TABLE + l1Clusters;
    ByteBuffer file = ByteBuffer.allocate(clusters * CLUSTER);
    putHeader(file, size, entries, name);
    file.putLong(COUNT_TABLE * CLUSTER, (long) COUNTS * CLUSTER);
    for (int cluster = 0; cluster < clusters; cluster++) {
      file.putShort(COUNTS * CLUSTER + cluster * Short.BYTES, (short) 1);
    }
    Files.write(overlay, file.array());
  }

  private static void putHeader(ByteBuffer file, long size, int l1Entries, byte[] name) {
    byte[] format = "raw".getBytes(StandardCharsets.US_ASCII);
    int nameOffset = HEADER + 2 * Integer.BYTES + Long.BYTES + 2 * Integer.BYTES;
    file.putInt(MAGIC).putInt(3);
    file.putLong(nameOffset).putInt(name.length);
    file.putInt(CLUSTER_BITS).putLong(size);
    file.putInt(0); // not encrypted
    file.putInt(l1Entries).putLong((long) L1_TABLE * CLUSTER);
    file.putLong((long) COUNT_TABLE * CLUSTER).putInt(1);
    file.putInt(0).putLong(0); // no snapshots
    file.putLong(0).putLong(0).putLong(0); // no features
    file.putInt(REFCOUNT_ORDER).putInt(HEADER);
    file.putInt(BACKING_FORMAT).putInt(format.length).put(format);
    file.position(nameOffset - 2 * Integer.BYTES); // padded to eight bytes
    file.putInt(0).putInt(0); // no more extensions
    file.put(name);
  }
}
