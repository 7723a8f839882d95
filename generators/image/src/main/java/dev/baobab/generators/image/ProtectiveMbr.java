// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first sector of a GPT disk: one partition of type 0xEE over the whole disk, so that tools
 * that only know MBR do not take it for empty (UEFI 2.10, section 5.2.3).
 */
final class ProtectiveMbr {
  /** For a BIOS that boots it: int 18h (try the next disk), then halt for good. */
  static final byte[] NOT_BOOTABLE = {(byte) 0xCD, 0x18, (byte) 0xF4, (byte) 0xEB, (byte) 0xFD};

  private static final int FIRST_PARTITION = 446;
  private static final long MAX_SECTORS = 0xFFFF_FFFFL;

  private ProtectiveMbr() {}

  /** The sector for a disk of so many sectors. */
  static byte[] of(long diskSectors) {
    ByteBuffer mbr = ByteBuffer.allocate(Bytes.SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    mbr.put(NOT_BOOTABLE);
    mbr.position(FIRST_PARTITION);
    mbr.put((byte) 0); // not active
    mbr.put((byte) 0).put((byte) 2).put((byte) 0); // first sector as head, sector, cylinder
    mbr.put((byte) 0xEE);
    mbr.put((byte) 0xFF).put((byte) 0xFF).put((byte) 0xFF); // the last cannot be said so
    mbr.putInt(1);
    mbr.putInt((int) Math.min(diskSectors - 1, MAX_SECTORS));
    mbr.putShort(Bytes.SECTOR - 2, (short) 0xAA55);
    return mbr.array();
  }
}
