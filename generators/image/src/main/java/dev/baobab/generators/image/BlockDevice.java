// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.util.List;

/**
 * A disk, or a partition of one, as sysfs shows it.
 *
 * @param disk the kernel's name of the whole disk, such as "sdb"
 * @param partition whether it is only a partition of the disk
 * @param model vendor and model, or empty
 * @param bytes its size
 * @param sectorBytes bytes per logical sector
 * @param usb whether it is reached through USB
 * @param removable whether the medium can be taken out
 * @param readOnly whether it refuses to be written
 * @param uses what it is in use for, in words; empty if free
 */
record BlockDevice(
    String disk,
    boolean partition,
    String model,
    long bytes,
    int sectorBytes,
    boolean usb,
    boolean removable,
    boolean readOnly,
    List<String> uses) {

  /** The device in words, without its path: "SanDisk Ultra, 15.6 GB, USB, removable". */
  String describe() {
    return "%s, %s%s, %s"
        .formatted(
            model.isEmpty() ? "a disk of unknown model" : model,
            Bytes.text(bytes),
            usb ? ", USB" : "",
            removable ? "removable" : "not removable");
  }
}
