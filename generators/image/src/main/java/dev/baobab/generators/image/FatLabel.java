// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The name of a FAT volume: 11 bytes, padded with spaces. */
final class FatLabel {
  private final byte[] bytes;

  private FatLabel(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A volume label.
   *
   * @throws ImageException IMAGE_LABEL_ILLEGAL
   */
  static FatLabel of(String text) {
    if (!text.matches("[A-Z0-9_-][A-Z0-9 _-]{0,10}")) {
      throw new ImageException(
          ImageError.IMAGE_LABEL_ILLEGAL,
          "\"%s\" cannot be the label of the volume.".formatted(text),
          "use 1 to 11 of A-Z, 0-9, space, \"-\" and \"_\", not beginning with a space.");
    }
    byte[] bytes = new byte[11];
    Arrays.fill(bytes, (byte) ' ');
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, bytes, 0, ascii.length);
    return new FatLabel(bytes);
  }

  byte[] bytes() {
    return bytes.clone();
  }
}
