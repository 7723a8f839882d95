// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * A GUID partition table (UEFI 2.10, section 5.3) with its usual 128 entries: protective MBR,
 * header and entries at the start of the disk; entries and header again at the end.
 */
final class Gpt {
  /** Sectors at the start that no partition may use: MBR, header, entries. */
  static final int PRIMARY_SECTORS = 34;

  /** Sectors at the end that no partition may use: entries, header. */
  static final int BACKUP_SECTORS = 33;

  private static final int ENTRIES = 128;
  private static final int ENTRIES_BYTES = ENTRIES * GptEntry.SIZE;
  private static final int HEADER_BYTES = 92;
  private static final int HEADER_CRC_AT = 16;
  private static final int REVISION_1_0 = 0x0001_0000;
  private static final long SIGNATURE = 0x5452_4150_2049_4645L; // "EFI PART"

  private final UUID disk;
  private final long sectors;
  private final byte[] entries;

  private Gpt(UUID disk, long sectors, byte[] entries) {
    this.disk = disk;
    this.sectors = sectors;
    this.entries = entries;
  }

  /** The table of a disk of so many sectors. */
  static Gpt of(UUID disk, long sectors, List<GptEntry> partitions) {
    ByteBuffer entries = ByteBuffer.allocate(ENTRIES_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (GptEntry partition : partitions) {
      partition.put(entries);
    }
    return new Gpt(disk, sectors, entries.array());
  }

  /**
   * Reads the table at the start of a disk.
   *
   * @param start the disk's first {@link #PRIMARY_SECTORS} sectors
   * @return empty if there is no sound table of the usual shape
   */
  static Optional<Gpt> parse(byte[] start) {
    if (start.length < PRIMARY_SECTORS * Bytes.SECTOR) {
      return Optional.empty();
    }
    ByteBuffer header =
        ByteBuffer.wrap(start, Bytes.SECTOR, HEADER_BYTES).slice().order(ByteOrder.LITTLE_ENDIAN);
    byte[] entries = new byte[ENTRIES_BYTES];
    System.arraycopy(start, 2 * Bytes.SECTOR, entries, 0, ENTRIES_BYTES);
    boolean usual =
        header.getLong(0) == SIGNATURE
            && header.getInt(12) == HEADER_BYTES
            && header.getLong(24) == 1
            && header.getLong(72) == 2
            && header.getInt(80) == ENTRIES
            && header.getInt(84) == GptEntry.SIZE
            && header.getInt(88) == crc32(entries);
    long backupLba = header.getLong(32);
    if (!usual || backupLba < PRIMARY_SECTORS + BACKUP_SECTORS || backupLba == Long.MAX_VALUE) {
      return Optional.empty();
    }
    UUID disk = Guids.get(header.position(56));
    Gpt gpt = new Gpt(disk, backupLba + 1, entries);
    // The header follows from the rest: if ours is the same, its checksum was right too.
    boolean same = ByteBuffer.wrap(gpt.header(true), 0, HEADER_BYTES).equals(header.rewind());
    return same ? Optional.of(gpt) : Optional.empty();
  }

  /** The size of the disk that the table is made for. */
  long sectors() {
    return sectors;
  }

  /** The same partitions on a disk of another size. */
  Gpt withSectors(long diskSectors) {
    return new Gpt(disk, diskSectors, entries);
  }

  /** Everything to be written, in the order of the disk. */
  List<Block> blocks() {
    return List.of(
        new Block(0, ProtectiveMbr.of(sectors)),
        new Block(Bytes.SECTOR, header(true)),
        new Block(2L * Bytes.SECTOR, entries),
        new Block((sectors - BACKUP_SECTORS) * Bytes.SECTOR, entries),
        new Block((sectors - 1) * Bytes.SECTOR, header(false)));
  }

  private byte[] header(boolean primary) {
    long last = sectors - 1;
    ByteBuffer header = ByteBuffer.allocate(Bytes.SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(SIGNATURE).putInt(REVISION_1_0).putInt(HEADER_BYTES);
    header.putInt(0).putInt(0); // its own checksum, filled in below; reserved
    header.putLong(primary ? 1 : last).putLong(primary ? last : 1); // this header, the other one
    header.putLong(PRIMARY_SECTORS).putLong(last - BACKUP_SECTORS); // first and last usable sector
    Guids.put(header, disk);
    header.putLong(primary ? 2 : sectors - BACKUP_SECTORS);
    header.putInt(ENTRIES).putInt(GptEntry.SIZE).putInt(crc32(entries));
    byte[] covered = new byte[HEADER_BYTES];
    header.get(0, covered);
    header.putInt(HEADER_CRC_AT, crc32(covered));
    return header.array();
  }

  private static int crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
