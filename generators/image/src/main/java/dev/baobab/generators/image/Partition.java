// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.util.UUID;

/**
 * One partition to be put on a disk.
 *
 * @param type the partition type GUID
 * @param name the name in the partition table, at most 36 UTF-16 units
 * @param fileSystem what it holds
 */
record Partition(UUID type, String name, FileSystem fileSystem) {
  /** Type of an EFI system partition (UEFI 2.10, table 5-7). */
  static final UUID EFI_SYSTEM = UUID.fromString("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");

  /** Type of a partition that is a packed model and nothing else; docs/image-format.md has it. */
  static final UUID MODEL = UUID.fromString("0be47e0f-89da-40e1-a8ca-5c137a33f3f2");
}
