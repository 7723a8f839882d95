// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

/**
 * The sizes of a FAT32 volume (FAT specification 1.03, section 3).
 *
 * @param clusterBytes bytes per cluster, a power of two of at least a sector
 * @param clusters how many clusters there are for data
 * @param reservedSectors sectors before the first FAT
 * @param fatSectors sectors of each of the two FATs
 */
record FatGeometry(int clusterBytes, long clusters, int reservedSectors, long fatSectors) {
  static final int FATS = 2;

  /** The first cluster's number. */
  static final int FIRST_CLUSTER = 2;

  /**
   * A volume with fewer than 65525 clusters is FAT16, whatever it says; a few more keep those right
   * who count wrongly by one or two.
   */
  static final long MIN_CLUSTERS = 65536;

  private static final long MAX_CLUSTERS = 0x0FFF_FFF5L;
  private static final long MAX_SECTORS = 0xFFFF_FFFFL;

  /** The largest cluster that all systems read. */
  static final int MAX_CLUSTER_BYTES = 32 << 10;

  /** As usual; there has to be room for the boot sector, its copy in sector 6, and FSInfo. */
  private static final int MIN_RESERVED_SECTORS = 32;

  /** With clusters counted in eights, data begin on a page of flash (4 KiB) at least. */
  private static final int CLUSTER_GROUP = 8;

  /** How many clusters of a size the content needs. */
  @FunctionalInterface
  interface Need {
    long clusters(int clusterBytes);
  }

  /**
   * The geometry with the largest clusters for which the content alone makes enough of them: large
   * clusters mean a small FAT and fewer look-ups in the firmware, but must not blow up the image.
   *
   * @throws ImageException IMAGE_TOO_LARGE
   */
  static FatGeometry forNeed(Need need) {
    int clusterBytes = MAX_CLUSTER_BYTES;
    while (clusterBytes > Bytes.SECTOR && need.clusters(clusterBytes) < MIN_CLUSTERS) {
      clusterBytes /= 2;
    }
    long clusters =
        Bytes.alignUp(Math.max(MIN_CLUSTERS, need.clusters(clusterBytes)), CLUSTER_GROUP);
    long fatSectors = Bytes.divideUp((clusters + FIRST_CLUSTER) * 4, Bytes.SECTOR);
    long used = FATS * fatSectors + clusters * (clusterBytes / Bytes.SECTOR);
    // Reserved sectors fill the volume up to whole MiB.
    long sectors = Bytes.alignUp(MIN_RESERVED_SECTORS + used, Bytes.MIB / Bytes.SECTOR);
    FatGeometry geometry =
        new FatGeometry(clusterBytes, clusters, (int) (sectors - used), fatSectors);
    if (clusters > MAX_CLUSTERS || geometry.sectors() > MAX_SECTORS) {
      throw new ImageException(
          ImageError.IMAGE_TOO_LARGE,
          "the files and the free space need more than the 2 TiB that FAT32 can hold.",
          "put fewer or smaller files on the image, or ask for less free space.");
    }
    return geometry;
  }

  int sectorsPerCluster() {
    return clusterBytes / Bytes.SECTOR;
  }

  /** Sectors before the first cluster. */
  long dataSector() {
    return reservedSectors + FATS * fatSectors;
  }

  /** Sectors of the whole volume. */
  long sectors() {
    return dataSector() + clusters * sectorsPerCluster();
  }

  /** Where a cluster begins, in bytes from the start of the volume. */
  long offsetOf(long cluster) {
    return dataSector() * Bytes.SECTOR + (cluster - FIRST_CLUSTER) * clusterBytes;
  }
}
