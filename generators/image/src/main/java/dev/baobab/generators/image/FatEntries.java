// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Directory entries: the 32 bytes of a file or folder, and those of its long name before it (FAT
 * specification 1.03, sections 6 and 7). All times are the same, so that images are reproducible.
 */
final class FatEntries {
  /** Bytes of one entry. */
  static final int SIZE = 32;

  private static final byte DIRECTORY = 0x10;
  private static final byte VOLUME_LABEL = 0x08;
  private static final byte ARCHIVE = 0x20;
  private static final byte LONG_NAME = 0x0F;
  private static final byte LAST_LONG_ENTRY = 0x40;
  private static final int UNITS_PER_ENTRY = 13;

  /** 1 January 2026: years since 1980, month, day. */
  private static final short DATE = (2026 - 1980) << 9 | 1 << 5 | 1;

  private final ByteBuffer buffer;

  /** Entries for so many bytes. */
  FatEntries(int bytes) {
    buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** How many entries a node of this name takes. */
  static int count(String name) {
    return FatAlias.isShort(name) ? 1 : 1 + longEntries(name);
  }

  private static int longEntries(String name) {
    return (name.length() + UNITS_PER_ENTRY - 1) / UNITS_PER_ENTRY;
  }

  void label(FatLabel label) {
    put(label.bytes(), VOLUME_LABEL, 0, 0);
  }

  /** "." and "..": this folder's cluster, and its parent's, which is 0 if that is the root. */
  void dots(long self, long parent) {
    put(ascii(".          "), DIRECTORY, self, 0);
    put(ascii("..         "), DIRECTORY, parent, 0);
  }

  /**
   * A file or a folder.
   *
   * @param alias its 8.3 name, 11 characters
   * @param firstCluster 0 if it has none
   */
  void node(FatNode node, String alias, long firstCluster) {
    byte[] shortName = ascii(alias);
    if (!FatAlias.isShort(node.name())) {
      putLongName(node.name(), checksum(shortName));
    }
    boolean file = node instanceof FatFile;
    put(shortName, file ? ARCHIVE : DIRECTORY, firstCluster, file ? node.sizeInBytes() : 0);
  }

  byte[] bytes() {
    return buffer.array();
  }

  private void put(byte[] name, byte attributes, long firstCluster, long size) {
    buffer.put(name).put(attributes).put((byte) 0); // reserved
    buffer.put((byte) 0).putShort((short) 0).putShort(DATE); // made: hundredths, time, date
    buffer.putShort(DATE); // last read
    buffer.putShort((short) (firstCluster >>> 16));
    buffer.putShort((short) 0).putShort(DATE); // last written
    buffer.putShort((short) firstCluster);
    buffer.putInt((int) size);
  }

  /** The pieces of a long name stand last first, each marked with its number from 1. */
  private void putLongName(String name, byte checksum) {
    int entries = longEntries(name);
    for (int i = entries; i >= 1; i--) {
      buffer.put((byte) (i == entries ? i | LAST_LONG_ENTRY : i));
      int from = (i - 1) * UNITS_PER_ENTRY;
      putUnits(name, from, 5);
      buffer.put(LONG_NAME).put((byte) 0).put(checksum);
      putUnits(name, from + 5, 6);
      buffer.putShort((short) 0);
      putUnits(name, from + 11, 2);
    }
  }

  /** A name that does not fill its last entry is closed by one 0 and filled up with 0xFFFF. */
  private void putUnits(String name, int from, int count) {
    for (int i = from; i < from + count; i++) {
      int unit = i < name.length() ? name.charAt(i) : i == name.length() ? 0 : 0xFFFF;
      buffer.putShort((short) unit);
    }
  }

  /** Ties a long name to its 8.3 name: the sum of its bytes, rotated right before each. */
  private static byte checksum(byte[] shortName) {
    int sum = 0;
    for (byte b : shortName) {
      sum = ((sum & 1) << 7 | sum >> 1) + (b & 0xFF) & 0xFF;
    }
    return (byte) sum;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
