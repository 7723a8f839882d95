// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One entry of a GUID partition table (UEFI 2.10, table 5-6).
 *
 * @param type partition type
 * @param id unique to this partition
 * @param firstLba first sector
 * @param lastLba last sector, inclusive
 * @param name at most 36 UTF-16 units
 */
record GptEntry(UUID type, UUID id, long firstLba, long lastLba, String name) {
  static final int SIZE = 128;
  private static final int NAME_UNITS = 36;

  GptEntry {
    if (name.length() > NAME_UNITS) {
      throw new IllegalArgumentException("partition name of over 36 units: " + name);
    }
  }

  /** Puts {@link #SIZE} bytes into a little-endian buffer. */
  void put(ByteBuffer buffer) {
    Guids.put(buffer, type);
    Guids.put(buffer, id);
    buffer.putLong(firstLba).putLong(lastLba).putLong(0); // no attributes
    byte[] field = new byte[2 * NAME_UNITS];
    byte[] text = name.getBytes(StandardCharsets.UTF_16LE);
    System.arraycopy(text, 0, field, 0, text.length);
    buffer.put(field);
  }
}
