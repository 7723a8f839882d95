// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

import java.util.zip.CRC32C;

/** CRC-32C (Castagnoli), as RFC 3720, appendix B.4, has it. */
final class Checksum {
  private Checksum() {}

  static int of(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
