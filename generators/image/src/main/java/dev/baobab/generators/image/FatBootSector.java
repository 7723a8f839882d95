// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The boot sector with the BIOS parameter block (FAT specification 1.03, section 3). */
final class FatBootSector {
  /** Where FSInfo and the copy of the boot sector are, in sectors. */
  static final int INFO_SECTOR = 1;

  static final int BACKUP_SECTOR = 6;

  private static final int BOOT_CODE_AT = 90;

  private FatBootSector() {}

  /**
   * The sector.
   *
   * @param firstSector where the volume begins on the disk, in sectors
   */
  static byte[] of(FatGeometry geometry, long firstSector, int serial, FatLabel label) {
    ByteBuffer sector = ByteBuffer.allocate(Bytes.SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    sector.put((byte) 0xEB).put((byte) (BOOT_CODE_AT - 2)).put((byte) 0x90); // jump to boot code
    sector.put(ascii("BAOBAB  "));
    sector.putShort((short) Bytes.SECTOR);
    sector.put((byte) geometry.sectorsPerCluster());
    sector.putShort((short) geometry.reservedSectors());
    sector.put((byte) FatGeometry.FATS);
    sector.putShort((short) 0); // root entries: FAT12 and FAT16 only
    sector.putShort((short) 0); // sectors: the 32-bit field below counts
    sector.put(FatTable.MEDIA);
    sector.putShort((short) 0); // sectors of a FAT: the 32-bit field below counts
    sector.putShort((short) 63).putShort((short) 255); // sectors a track, heads: as all do
    sector.putInt((int) firstSector);
    sector.putInt((int) geometry.sectors());
    sector.putInt((int) geometry.fatSectors());
    sector.putShort((short) 0); // both FATs are kept
    sector.putShort((short) 0); // version 0.0
    sector.putInt(FatGeometry.FIRST_CLUSTER); // of the root
    sector.putShort((short) INFO_SECTOR).putShort((short) BACKUP_SECTOR);
    sector.put(new byte[12]); // reserved
    sector.put((byte) 0x80).put((byte) 0); // BIOS drive, reserved
    sector.put((byte) 0x29).putInt(serial); // "serial, label and type follow"
    sector.put(label.bytes()).put(ascii("FAT32   "));
    sector.put(ProtectiveMbr.NOT_BOOTABLE);
    sector.putShort(Bytes.SECTOR - 2, (short) 0xAA55);
    return sector.array();
  }

  /** FSInfo: how many clusters are free, and where to look for the next. */
  static byte[] info(long freeClusters, long nextFree) {
    ByteBuffer sector = ByteBuffer.allocate(Bytes.SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    sector.putInt(0, 0x4161_5252);
    sector.putInt(484, 0x6141_7272);
    sector.putInt(488, (int) freeClusters);
    sector.putInt(492, (int) nextFree);
    sector.putInt(508, 0xAA55_0000);
    return sector.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
