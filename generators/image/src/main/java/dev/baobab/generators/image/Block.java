// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

/**
 * Bytes with their place on a disk.
 *
 * @param offset from the start of the disk, in bytes
 * @param bytes what stands there; not copied, not to be changed
 */
record Block(long offset, byte[] bytes) {
  /** The offset just after the last byte. */
  long end() {
    return offset + bytes.length;
  }
}
