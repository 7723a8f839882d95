// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import dev.baobab.generators.digest.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A FAT32 volume with all its files: folders first, then the files, each in one run of clusters, so
 * that reading a model is one long sequential read.
 */
final class Fat32FileSystem implements FileSystem {
  private final FatLabel label;
  private final FatDirectory root;
  private final FatGeometry geometry;
  private final long contentBytes;

  /** In the order of the clusters; the root is first, as its cluster is fixed. */
  private final Map<FatNode, ClusterRun> runs = new LinkedHashMap<>();

  /** The files in the order of their clusters, by path. */
  private final Map<String, FatFile> files = new LinkedHashMap<>();

  private final long firstFree;

  /**
   * Lays out a volume.
   *
   * @param root not to be changed any more
   * @param minimumFreeBytes room to be left for new files
   * @throws ImageException IMAGE_TOO_LARGE
   */
  Fat32FileSystem(FatLabel label, FatDirectory root, long minimumFreeBytes) {
    this.label = label;
    this.root = root;
    collectFiles(root, "");
    contentBytes = files.values().stream().mapToLong(FatNode::sizeInBytes).sum();
    geometry =
        FatGeometry.forNeed(
            clusterBytes ->
                needOf(root, clusterBytes) + Bytes.divideUp(minimumFreeBytes, clusterBytes));
    long next = placeDirectories(root, FatGeometry.FIRST_CLUSTER);
    for (FatFile file : files.values()) {
      next = place(file, next);
    }
    firstFree = next;
  }

  @Override
  public long sizeInBytes() {
    return geometry.sectors() * Bytes.SECTOR;
  }

  @Override
  public long contentBytes() {
    return contentBytes;
  }

  @Override
  public byte[] write(Region region, ProgressCounter progress) throws IOException {
    MessageDigest digest = Sha256.start();
    digest.update(label.bytes());
    digest.update(ByteBuffer.allocate(8).putLong(0, sizeInBytes()));
    ContentCopy copy = new ContentCopy(region, digest, progress);
    for (Map.Entry<String, FatFile> file : files.entrySet()) {
      digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
      digest.update(ByteBuffer.allocate(9).putLong(1, file.getValue().sizeInBytes()));
      long offset = geometry.offsetOf(firstCluster(file.getValue()));
      copy.write(file.getKey(), file.getValue().content(), offset);
    }
    byte[] hash = digest.digest();
    writeDirectory(root, root, region);
    for (int i = 0; i < FatGeometry.FATS; i++) {
      long sector = geometry.reservedSectors() + i * geometry.fatSectors();
      FatTable.write(region, sector * Bytes.SECTOR, runs.values());
    }
    int serial = ByteBuffer.wrap(hash).getInt();
    byte[] boot = FatBootSector.of(geometry, region.firstSector(), serial, label);
    long free = geometry.clusters() - (firstFree - FatGeometry.FIRST_CLUSTER);
    byte[] info = FatBootSector.info(free, free == 0 ? 0xFFFF_FFFFL : firstFree);
    for (long sector : new long[] {0, FatBootSector.BACKUP_SECTOR}) {
      region.write(sector * Bytes.SECTOR, boot);
      region.write((sector + FatBootSector.INFO_SECTOR) * Bytes.SECTOR, info);
    }
    return hash;
  }

  private void collectFiles(FatDirectory folder, String prefix) {
    for (FatNode node : folder.nodes()) {
      if (node instanceof FatFile file) {
        files.put(prefix + node.name(), file);
      } else if (node instanceof FatDirectory child) {
        collectFiles(child, prefix + node.name() + "/");
      }
    }
  }

  private static long needOf(FatNode node, int clusterBytes) {
    long need = Bytes.divideUp(node.sizeInBytes(), clusterBytes);
    if (node instanceof FatDirectory folder) {
      for (FatNode child : folder.nodes()) {
        need += needOf(child, clusterBytes);
      }
    }
    return need;
  }

  private long placeDirectories(FatDirectory folder, long next) {
    next = place(folder, next);
    for (FatNode node : folder.nodes()) {
      if (node instanceof FatDirectory child) {
        next = placeDirectories(child, next);
      }
    }
    return next;
  }

  /** Gives the node its clusters, from next on; returns the next free one. */
  private long place(FatNode node, long next) {
    long count = Bytes.divideUp(node.sizeInBytes(), geometry.clusterBytes());
    runs.put(node, new ClusterRun(count == 0 ? 0 : next, count));
    return next + count;
  }

  private void writeDirectory(FatDirectory folder, FatDirectory parent, Region region)
      throws IOException {
    FatEntries entries = new FatEntries((int) folder.sizeInBytes());
    if (folder.isRoot()) {
      entries.label(label);
    } else {
      entries.dots(firstCluster(folder), parent.isRoot() ? 0 : firstCluster(parent));
    }
    Map<FatNode, String> aliases = FatAlias.assign(folder.nodes());
    for (FatNode node : folder.nodes()) {
      entries.node(node, aliases.get(node), firstCluster(node));
    }
    region.write(geometry.offsetOf(firstCluster(folder)), entries.bytes());
    for (FatNode node : folder.nodes()) {
      if (node instanceof FatDirectory child) {
        writeDirectory(child, folder, region);
      }
    }
  }

  private long firstCluster(FatNode node) {
    return runs.get(node).first();
  }
}
