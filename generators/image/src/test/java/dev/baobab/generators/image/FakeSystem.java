// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A system under a folder: its own sys and proc, and plain files that stand for devices. Each disk
 * starts as a removable USB stick that nothing uses.
 */
final class FakeSystem implements SystemFacts {
  /** Run when the flasher drops the caches: between writing and reading back. */
  Runnable betweenWriteAndVerify = () -> {};

  private final Path root;
  private final Map<Path, String> numbers = new HashMap<>();

  FakeSystem(Path root) throws IOException {
    this.root = root;
    put("proc/self/mountinfo", "22 1 254:0 / / rw,relatime - ext4 /dev/root rw\n");
    put("proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n");
    Files.createDirectories(sys().resolve("dev/block"));
  }

  /** Adds a disk; returns the file that stands for it, full of 0xEE: sticks are not new. */
  Path disk(String name, String number, long bytes) throws IOException {
    String dir = "sys/devices/pci0/usb1/1-2/" + name;
    put(dir + "/device/vendor", "ACME    \n");
    put(dir + "/device/model", "Flashy Stick    \n");
    put(dir + "/queue/logical_block_size", "512\n");
    put(dir + "/removable", "1\n");
    return node(dir, name, number, bytes);
  }

  /** Adds a partition to a disk. */
  Path partition(String disk, String name, String number, long bytes) throws IOException {
    String dir = "sys/devices/pci0/usb1/1-2/" + disk + "/" + name;
    put(dir + "/partition", "1\n");
    return node(dir, name, number, bytes);
  }

  private Path node(String dir, String name, String number, long bytes) throws IOException {
    put(dir + "/dev", number + "\n");
    put(dir + "/size", bytes / 512 + "\n");
    put(dir + "/ro", "0\n");
    Files.createDirectories(root.resolve(dir + "/holders"));
    Files.createSymbolicLink(sys().resolve("dev/block/" + number), root.resolve(dir));
    Path device = root.resolve("dev").resolve(name);
    Files.createDirectories(device.getParent());
    try (RandomAccessFile file = new RandomAccessFile(device.toFile(), "rw")) {
      byte[] old = new byte[1 << 16];
      Arrays.fill(old, (byte) 0xEE);
      for (long at = 0; at < bytes; at += old.length) {
        file.write(old, 0, (int) Math.min(old.length, bytes - at));
      }
    }
    numbers.put(device, number);
    return device;
  }

  /** Sets a file of the disk in sysfs. */
  void set(String disk, String file, String value) throws IOException {
    put("sys/devices/pci0/usb1/1-2/" + disk + "/" + file, value + "\n");
  }

  /** Moves the disk from USB to a bus inside of the machine. */
  void buildIn(String disk, String number) throws IOException {
    Path inside = root.resolve("sys/devices/pci0/ata1");
    Files.createDirectories(inside);
    Path moved = inside.resolve(disk);
    Files.move(root.resolve("sys/devices/pci0/usb1/1-2/" + disk), moved);
    Path link = sys().resolve("dev/block/" + number);
    Files.delete(link);
    Files.createSymbolicLink(link, moved);
    Files.writeString(moved.resolve("removable"), "0\n");
  }

  void put(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Override
  public Path sys() {
    return root.resolve("sys");
  }

  @Override
  public Path proc() {
    return root.resolve("proc");
  }

  @Override
  public Optional<String> deviceNumber(Path path) {
    return Optional.ofNullable(numbers.get(path));
  }

  @Override
  public void dropCaches(Path device) {
    betweenWriteAndVerify.run();
  }
}
