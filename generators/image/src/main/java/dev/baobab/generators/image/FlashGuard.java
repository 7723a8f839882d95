// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Decides whether a target may be written over. */
final class FlashGuard {
  private final SystemFacts system;

  FlashGuard(SystemFacts system) {
    this.system = system;
  }

  /**
   * Checks everything that can be checked before writing.
   *
   * @param image the image to be written
   * @param imageBytes its size
   * @param force accept a partition, and a disk that is not removable
   * @return the target, as it is safe to be written
   * @throws ImageException if it is not
   */
  FlashTarget check(Path image, long imageBytes, Path target, boolean force) throws IOException {
    if (Files.isDirectory(target)) {
      throw new ImageException(
          ImageError.FLASH_TARGET_IS_DIRECTORY,
          "%s is a folder, perhaps where the stick is mounted.".formatted(target),
          "give the device, such as /dev/sdb; lsblk lists them.");
    }
    Optional<String> number = system.deviceNumber(target);
    if (number.isPresent()) {
      BlockDevice device = new BlockDeviceProbe(system).probe(number.get());
      checkDevice(device, imageBytes, target, force);
      checkWritable(target);
      return new FlashTarget(target, true, device.bytes(), target + ": " + device.describe());
    }
    checkFile(image, target);
    return new FlashTarget(
        target,
        false,
        imageBytes,
        Files.exists(target)
            ? "%s: a file of %s".formatted(target, Bytes.text(Files.size(target)))
            : "%s: a new file".formatted(target));
  }

  private void checkDevice(BlockDevice device, long imageBytes, Path target, boolean force) {
    if (!device.uses().isEmpty()) {
      throw new ImageException(
          ImageError.FLASH_TARGET_IN_USE,
          "%s (%s) is in use: %s."
              .formatted(target, device.describe(), String.join(", ", device.uses())),
          "unmount all of it (sudo umount %s?*, sudo swapoff), or give another device."
              .formatted(target));
    }
    if (device.partition() && !force) {
      throw new ImageException(
          ImageError.FLASH_TARGET_IS_PARTITION,
          "%s is a partition; the image has its own partition table and boots only from a disk."
              .formatted(target),
          "give the whole disk, /dev/%s, or force it.".formatted(device.disk()));
    }
    if (!device.removable() && !device.usb() && !force) {
      throw new ImageException(
          ImageError.FLASH_TARGET_NOT_REMOVABLE,
          "%s (%s) looks like a built-in disk.".formatted(target, device.describe()),
          "give a USB stick or a card, or force it if you are sure.");
    }
    if (device.sectorBytes() != Bytes.SECTOR) {
      throw new ImageException(
          ImageError.FLASH_TARGET_SECTOR_SIZE,
          "%s has sectors of %d bytes; the image is made for %d."
              .formatted(target, device.sectorBytes(), Bytes.SECTOR),
          "use a device with sectors of 512 bytes, which nearly all sticks have.");
    }
    if (device.bytes() < imageBytes) {
      throw new ImageException(
          ImageError.FLASH_TARGET_TOO_SMALL,
          "%s holds %d bytes; the image has %d.".formatted(target, device.bytes(), imageBytes),
          device.bytes() == 0
              ? "put a medium into the reader."
              : "use a larger device, or a smaller model.");
    }
    if (device.readOnly()) {
      throw notWritable(target, "is read-only", "unlock it: some sticks and cards have a switch.");
    }
  }

  private static void checkFile(Path image, Path target) throws IOException {
    if (Files.exists(target)) {
      if (!Files.isRegularFile(target)) {
        throw new ImageException(
            ImageError.FLASH_TARGET_UNSUITABLE,
            "%s is neither a disk nor a file.".formatted(target),
            "give a block device, such as /dev/sdb, or the name of a file.");
      }
      if (Files.isSameFile(image, target)) {
        throw new ImageException(
            ImageError.FLASH_TARGET_UNSUITABLE,
            "%s is the image itself.".formatted(target),
            "give another target.");
      }
      checkWritable(target);
      return;
    }
    // Without this, a stick that is not plugged in would become a large file in /dev.
    Path folder = target.toAbsolutePath().normalize().getParent();
    if (folder.startsWith("/dev") || Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new ImageException(
          ImageError.FLASH_TARGET_MISSING,
          "there is no device %s.".formatted(target),
          "plug the stick in and look for its name with lsblk.");
    }
    if (!Files.isDirectory(folder)) {
      throw new ImageException(
          ImageError.FLASH_TARGET_MISSING,
          "there is no folder %s for the file %s.".formatted(folder, target.getFileName()),
          "make the folder, or correct the path.");
    }
    if (!Files.isWritable(folder)) {
      throw notWritable(folder, "may not be written by you", "choose another folder.");
    }
  }

  private static void checkWritable(Path target) {
    if (!Files.isWritable(target)) {
      throw notWritable(
          target, "may not be written by you", "run it with sudo, or give another target.");
    }
  }

  private static ImageException notWritable(Path path, String problem, String fix) {
    return new ImageException(
        ImageError.FLASH_TARGET_NOT_WRITABLE, "%s %s.".formatted(path, problem), fix);
  }
}
