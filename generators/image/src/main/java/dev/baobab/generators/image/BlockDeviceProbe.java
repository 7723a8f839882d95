// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what sysfs and procfs know of one block device. */
final class BlockDeviceProbe {
  /** The unit of sysfs's size files, whatever the device's own sectors. */
  private static final int SYSFS_SECTOR = 512;

  private final SystemFacts system;

  BlockDeviceProbe(SystemFacts system) {
    this.system = system;
  }

  /**
   * Describes the device of this number.
   *
   * @throws IOException if sysfs does not show it as it should
   */
  BlockDevice probe(String number) throws IOException {
    Path node = system.sys().resolve("dev/block").resolve(number).toRealPath();
    boolean partition = Files.exists(node.resolve("partition"));
    Path disk = partition ? node.getParent() : node;
    return new BlockDevice(
        name(disk),
        partition,
        (text(disk.resolve("device/vendor")) + " " + text(disk.resolve("device/model"))).strip(),
        Math.multiplyExact(number(node.resolve("size")), SYSFS_SECTOR),
        Math.toIntExact(number(disk.resolve("queue/logical_block_size"))),
        isUsb(disk),
        number(disk.resolve("removable")) == 1,
        number(node.resolve("ro")) == 1,
        uses(node));
  }

  /** A disk on USB has a USB interface, such as "1-2:1.0", among its parents in the device tree. */
  private static boolean isUsb(Path disk) {
    for (Path part : disk) {
      if (part.toString().matches("usb\\d+")) {
        return true;
      }
    }
    return false;
  }

  private List<String> uses(Path node) throws IOException {
    List<Path> nodes = new ArrayList<>(List.of(node));
    try (DirectoryStream<Path> children = Files.newDirectoryStream(node)) {
      for (Path child : children) {
        if (Files.exists(child.resolve("partition"))) {
          nodes.add(child);
        }
      }
    }
    List<String> uses = new ArrayList<>();
    for (Path each : nodes) {
      addMounts(each, uses);
      addSwaps(each, uses);
      addHolders(each, uses);
    }
    return uses.stream().sorted().toList();
  }

  /** Fields: id, parent, device, root, mount point, options, tags, "-", type, source, options. */
  private void addMounts(Path node, List<String> uses) throws IOException {
    for (String line : Files.readAllLines(system.proc().resolve("self/mountinfo"))) {
      String[] fields = line.split(" ");
      int dash = List.of(fields).indexOf("-");
      if (dash < 5 || fields.length < dash + 3) {
        continue;
      }
      // Some file systems (btrfs) mount under a number of their own: the source tells then.
      if (fields[2].equals(text(node.resolve("dev"))) || isNode(unescape(fields[dash + 2]), node)) {
        uses.add("%s is mounted at %s".formatted(name(node), unescape(fields[4])));
      }
    }
  }

  private void addSwaps(Path node, List<String> uses) throws IOException {
    Path swaps = system.proc().resolve("swaps");
    if (!Files.exists(swaps)) {
      return; // a kernel without swap
    }
    try (Stream<String> lines = Files.lines(swaps)) {
      lines
          .skip(1)
          .filter(line -> isNode(unescape(line.split("\\s+")[0]), node))
          .forEach(line -> uses.add("%s is swap space".formatted(name(node))));
    }
  }

  /** Holders are the device mapper (LVM, encryption) and software RAID. */
  private static void addHolders(Path node, List<String> uses) throws IOException {
    Path holders = node.resolve("holders");
    if (Files.isDirectory(holders)) {
      try (DirectoryStream<Path> each = Files.newDirectoryStream(holders)) {
        for (Path holder : each) {
          uses.add("%s is held by %s".formatted(name(node), name(holder)));
        }
      }
    }
  }

  private boolean isNode(String devicePath, Path node) {
    if (!devicePath.startsWith("/")) {
      return false; // "proc", "tmpfs"
    }
    Optional<String> number = system.deviceNumber(Path.of(devicePath));
    return devicePath.equals("/dev/" + name(node))
        || (number.isPresent() && number.get().equals(text(node.resolve("dev"))));
  }

  /** Undoes the kernel's octal escapes of space, tab, newline and backslash. */
  private static String unescape(String text) {
    return text.replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  /** The file's text, or "" where the device does not have such a file. */
  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static long number(Path file) throws IOException {
    String text = Files.readString(file).strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException("%s holds \"%s\", not a number".formatted(file, text), e);
    }
  }
}
