// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

/** A file of the volume. */
final class FatFile extends FatNode {
  /**
   * The size field of a directory entry has 32 bits. We stop one of the largest clusters before
   * that: fsck.fat 4.2 counts the bytes of a file's clusters in 32 bits too, gets 0 for a file
   * whose last cluster ends at 4 GiB, and offers to truncate it to nothing.
   */
  static final long MAX_SIZE = (1L << 32) - FatGeometry.MAX_CLUSTER_BYTES;

  private final Content content;

  /**
   * @param path the full path, for messages
   * @throws ImageException IMAGE_FILE_TOO_LARGE
   */
  FatFile(String path, String name, Content content) {
    super(name);
    if (content.size() > MAX_SIZE) {
      throw new ImageException(
          ImageError.IMAGE_FILE_TOO_LARGE,
          "%s (from %s) has %d bytes; a file can have at most %d (FAT32 ends at 4 GiB)."
              .formatted(path, content.origin(), content.size(), MAX_SIZE),
          "use a smaller model; one that the build packs gets a partition of its own.");
    }
    this.content = content;
  }

  Content content() {
    return content;
  }

  @Override
  long sizeInBytes() {
    return content.size();
  }
}
