// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

/** A file of the volume. */
final class FatFile extends FatNode {
  /** The size field of a directory entry has 32 bits. */
  static final long MAX_SIZE = 0xFFFF_FFFFL;

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
          "%s (from %s) has %d bytes; FAT32 holds files of at most %d bytes (4 GiB - 1)."
              .formatted(path, content.origin(), content.size(), MAX_SIZE),
          "use a smaller or a quantized model.");
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
