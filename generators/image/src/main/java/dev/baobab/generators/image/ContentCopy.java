// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Copies content into a region.
 *
 * @param region where it goes
 * @param digest fed with its bytes
 * @param progress told of them
 */
record ContentCopy(Region region, MessageDigest digest, ProgressCounter progress) {
  /**
   * Copies all bytes.
   *
   * @param name of the file or partition, for messages
   * @param offset in the region
   * @throws ImageException IMAGE_SOURCE_CHANGED if there are more or fewer than there were
   */
  void write(String name, Content content, long offset) throws IOException {
    long size = content.size();
    byte[] chunk = new byte[(int) Math.min(Bytes.MIB, size + 1)];
    long done = 0;
    try (InputStream in = content.open()) {
      int count;
      while ((count = in.readNBytes(chunk, 0, chunk.length)) > 0 && done + count <= size) {
        digest.update(chunk, 0, count);
        region.write(offset + done, chunk, count);
        done += count;
        progress.add(count);
      }
      if (count != 0 || done != size) {
        throw new ImageException(
            ImageError.IMAGE_SOURCE_CHANGED,
            "%s changed while %s was written: it had %d bytes before."
                .formatted(content.origin(), name, size),
            "build the image again when nothing else writes that file.");
      }
    }
  }
}
