// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import dev.baobab.generators.digest.Sha256;
import java.io.IOException;
import java.security.MessageDigest;

/**
 * One file as a whole partition, from its first sector on, without a file system: for what is
 * larger than a file can be.
 */
final class RawContent implements FileSystem {
  private final String name;
  private final Content content;

  /**
   * @param name of the partition, for messages
   */
  RawContent(String name, Content content) {
    this.name = name;
    this.content = content;
  }

  @Override
  public long sizeInBytes() {
    return Bytes.alignUp(Math.max(1, content.size()), Bytes.MIB);
  }

  @Override
  public long contentBytes() {
    return content.size();
  }

  @Override
  public byte[] write(Region region, ProgressCounter progress) throws IOException {
    MessageDigest digest = Sha256.start();
    new ContentCopy(region, digest, progress).write(name, content, 0);
    return digest.digest();
  }
}
