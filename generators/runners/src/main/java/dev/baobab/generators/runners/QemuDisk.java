// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.nio.file.Path;

/**
 * The disk that a machine boots from.
 *
 * @param file the file that holds it
 * @param kept whether what the machine writes stays in the file, which is a qcow2 one then; else it
 *     is forgotten at the end, and the file is a raw image
 */
public record QemuDisk(Path file, boolean kept) {
  /** A raw image that stays as it is. */
  public static QemuDisk throwAway(Path image) {
    return new QemuDisk(image, false);
  }

  /** A qcow2 file that the machine writes to. */
  public static QemuDisk kept(Path overlay) {
    return new QemuDisk(overlay, true);
  }

  /** Written through, since machines are ended at any moment: as a stick that is pulled out. */
  String options() {
    return kept ? "format=qcow2,cache=writethrough" : "format=raw,snapshot=on";
  }
}
