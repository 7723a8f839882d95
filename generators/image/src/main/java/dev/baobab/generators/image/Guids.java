// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import dev.baobab.generators.digest.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/** GUIDs from content, and as they stand on disk. */
final class Guids {
  private Guids() {}

  /** The GUID of one thing (its name) of one content: version 8, "custom", of RFC 9562. */
  static UUID fromContent(byte[] contentHash, String name) {
    MessageDigest digest = Sha256.start();
    digest.update(contentHash);
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & ~0xF000L) | 0x8000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /**
   * Puts 16 bytes: the first three fields little-endian, the rest as is (UEFI 2.10, appendix A).
   */
  static void put(ByteBuffer buffer, UUID guid) {
    ByteBuffer fields = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    long high = guid.getMostSignificantBits();
    fields.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
    fields.order(ByteOrder.BIG_ENDIAN).putLong(guid.getLeastSignificantBits());
    buffer.put(fields.array());
  }

  /** Takes 16 bytes, as {@link #put} puts them. */
  static UUID get(ByteBuffer buffer) {
    byte[] bytes = new byte[16];
    buffer.get(bytes);
    ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long high =
        Integer.toUnsignedLong(fields.getInt()) << 32
            | Short.toUnsignedLong(fields.getShort()) << 16
            | Short.toUnsignedLong(fields.getShort());
    return new UUID(high, fields.order(ByteOrder.BIG_ENDIAN).getLong());
  }
}
