// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlasherTest {
  private static final Map<String, byte[]> FILES =
      Map.of("EFI/BOOT/BOOTX64.EFI", new byte[] {1, 2, 3}, "baobab.cfg", new byte[777]);

  @TempDir Path folder;

  private FakeSystem system;
  private Path image;
  private long imageBytes;
  private final List<String> asked = new ArrayList<>();
  private final Map<String, Long> progress = new LinkedHashMap<>();
  private boolean answer = true;

  @BeforeEach
  void makeImage() throws IOException {
    system = new FakeSystem(folder.resolve("system"));
    image = Images.write(folder.resolve("baobab.img"), FILES);
    imageBytes = Files.size(image);
  }

  private void flash(Path target, boolean force) throws IOException {
    new Flasher(
            system,
            text -> {
              asked.add(text);
              return answer;
            },
            (label, done, total) -> {
              assertThat(done).isBetween(progress.getOrDefault(label, 0L), total);
              progress.put(label, done);
            })
        .flash(image, target, force);
  }

  /** The flasher refuses, and has not written a byte. */
  private ImageException assertRefused(ImageError error, Path target, boolean force)
      throws IOException {
    boolean there = Files.isRegularFile(target);
    byte[] before = there ? Files.readAllBytes(target) : null;
    ImageException e = catchThrowableOfType(ImageException.class, () -> flash(target, force));
    assertThat(e).isNotNull();
    assertThat(e.error()).isEqualTo(error);
    assertThat(e.fix()).isNotEmpty();
    assertThat(Files.isRegularFile(target)).isEqualTo(there);
    if (there) {
      assertThat(Files.readAllBytes(target)).isEqualTo(before);
    }
    assertThat(progress).isEmpty();
    return e;
  }

  private ImageException assertRefusedUnasked(ImageError error, Path target, boolean force)
      throws IOException {
    ImageException e = assertRefused(error, target, force);
    assertThat(asked).isEmpty();
    return e;
  }

  @Test
  void makesAnExactFile() throws IOException {
    Path target = folder.resolve("copy.img");
    flash(target, false);
    assertThat(Files.mismatch(image, target)).isEqualTo(-1);
    assertThat(asked).containsExactly(target + ": a new file");
    assertThat(progress)
        .containsExactly(Map.entry("write", imageBytes), Map.entry("verify", imageBytes));
  }

  @Test
  void replacesALongerFile() throws IOException {
    Path target = Files.write(folder.resolve("copy.img"), new byte[(int) imageBytes + 5000]);
    flash(target, false);
    assertThat(Files.mismatch(image, target)).isEqualTo(-1);
    assertThat(asked.get(0)).contains("a file of");
  }

  @Test
  void writesADeviceOfTheSameSize() throws IOException {
    Path stick = system.disk("sdb", "8:16", imageBytes);
    flash(stick, false);
    assertThat(Files.mismatch(image, stick)).isEqualTo(-1);
    assertThat(asked)
        .singleElement()
        .asString()
        .contains("ACME", "Flashy Stick", "MB", "USB", "removable");
  }

  @ParameterizedTest
  @ValueSource(longs = {512, 20 * 512, 33 * 512, 1 << 20, (5 << 20) + 512})
  void movesTheBackupTableToTheEndOfALargerDevice(long more) throws IOException {
    Path stick = system.disk("sdb", "8:16", imageBytes + more);
    flash(stick, false);
    assertThat(Files.size(stick)).isEqualTo(imageBytes + more);
    Images.assertSound(stick);
    Images.assertHolds(stick, FILES);
    // The only headers are in the second and in the last sector.
    byte[] bytes = Files.readAllBytes(stick);
    List<Long> headers = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += 512) {
      if (new String(bytes, at, 8, StandardCharsets.US_ASCII).equals("EFI PART")) {
        headers.add((long) at);
      }
    }
    assertThat(headers).containsExactly(512L, imageBytes + more - 512);
    assertThat(progress.get("verify")).isEqualTo(progress.get("write"));
  }

  @Test
  void namesTheFirstDifference() throws IOException {
    Path stick = system.disk("sdb", "8:16", imageBytes);
    long at = (9 << 20) + 123;
    system.betweenWriteAndVerify =
        () -> {
          try (RandomAccessFile file = new RandomAccessFile(stick.toFile(), "rw")) {
            file.seek(at);
            file.write(0x5A);
            file.seek(at + (5 << 20));
            file.write(0x5A);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    ImageException e = catchThrowableOfType(ImageException.class, () -> flash(stick, false));
    assertThat(e.error()).isEqualTo(ImageError.FLASH_VERIFY_FAILED);
    assertThat(e.problem()).contains("at byte " + at + " ", "0x5a read");
  }

  @Test
  void writesNothingWithoutConsent() throws IOException {
    answer = false;
    assertRefused(ImageError.FLASH_DECLINED, system.disk("sdb", "8:16", imageBytes), false);
    assertThat(asked).hasSize(1);
    assertRefused(ImageError.FLASH_DECLINED, folder.resolve("new.img"), false);
  }

  @Test
  void refusesAMountedDevice() throws IOException {
    Path stick = system.disk("sdb", "8:16", imageBytes);
    system.partition("sdb", "sdb1", "8:17", 1 << 20);
    String root = "22 1 254:0 / / rw,relatime - ext4 /dev/root rw\n";
    for (String mount :
        List.of(
            "30 22 8:17 / /media/my\\040stick rw shared:1 - vfat /dev/whatever rw\n",
            "30 22 8:16 / /media/my\\040stick rw - vfat /dev/whatever rw\n",
            "30 22 0:45 /sub /media/my\\040stick rw master:1 shared:7 - btrfs /dev/sdb1 rw\n")) {
      system.put("proc/self/mountinfo", root + mount);
      ImageException e = assertRefusedUnasked(ImageError.FLASH_TARGET_IN_USE, stick, true);
      assertThat(e.problem()).contains("is mounted at /media/my stick");
    }
    system.put("proc/self/mountinfo", root);
    flash(stick, false);
  }

  @Test
  void refusesSwapSpace() throws IOException {
    Path stick = system.disk("sdb", "8:16", imageBytes);
    Path part = system.partition("sdb", "sdb2", "8:18", 1 << 20);
    for (String swap : List.of("/dev/sdb2", "/dev/sdb", part.toString())) {
      system.put("proc/swaps", "Filename Type Size Used Priority\n" + swap + " partition 9 0 -2\n");
      assertRefusedUnasked(ImageError.FLASH_TARGET_IN_USE, stick, true);
    }
  }

  @Test
  void refusesADeviceHeldByTheDeviceMapper() throws IOException {
    Path stick = system.disk("sdb", "8:16", imageBytes);
    system.partition("sdb", "sdb1", "8:17", 1 << 20);
    system.set("sdb", "sdb1/holders/dm-0/dev", "253:0");
    ImageException e = assertRefusedUnasked(ImageError.FLASH_TARGET_IN_USE, stick, true);
    assertThat(e.problem()).contains("sdb1 is held by dm-0");
  }

  @Test
  void refusesABuiltInDiskUnlessForced() throws IOException {
    Path disk = system.disk("sda", "8:0", imageBytes);
    system.set("sda", "removable", "0");
    flash(disk, false); // a USB disk: not removable by itself, but no part of the machine
    progress.clear();
    asked.clear();
    system.buildIn("sda", "8:0");
    ImageException e = assertRefusedUnasked(ImageError.FLASH_TARGET_NOT_REMOVABLE, disk, false);
    assertThat(e.problem()).contains("Flashy Stick");
    flash(disk, true);
    assertThat(asked).singleElement().asString().contains("not removable");
  }

  @Test
  void refusesAPartitionUnlessForced() throws IOException {
    system.disk("sdb", "8:16", imageBytes);
    Path part = system.partition("sdb", "sdb1", "8:17", imageBytes);
    ImageException e = assertRefusedUnasked(ImageError.FLASH_TARGET_IS_PARTITION, part, false);
    assertThat(e.fix()).contains("/dev/sdb,");
    flash(part, true);
    assertThat(Files.mismatch(image, part)).isEqualTo(-1);
  }

  @Test
  void refusesASmallDevice() throws IOException {
    Path small = system.disk("sdb", "8:16", imageBytes - 512);
    ImageException e = assertRefusedUnasked(ImageError.FLASH_TARGET_TOO_SMALL, small, true);
    assertThat(e.problem()).contains(imageBytes - 512 + " bytes", imageBytes + ".");
    Path empty = system.disk("sdc", "8:32", 0);
    ImageException none = assertRefusedUnasked(ImageError.FLASH_TARGET_TOO_SMALL, empty, true);
    assertThat(none.fix()).contains("put a medium into the reader");
  }

  @Test
  void refusesDevicesThatCannotHoldIt() throws IOException {
    Path stick = system.disk("sdb", "8:16", imageBytes);
    system.set("sdb", "ro", "1");
    assertRefusedUnasked(ImageError.FLASH_TARGET_NOT_WRITABLE, stick, true);
    system.set("sdb", "ro", "0");
    system.set("sdb", "queue/logical_block_size", "4096");
    assertRefusedUnasked(ImageError.FLASH_TARGET_SECTOR_SIZE, stick, true);
  }

  @Test
  void refusesTargetsThatAreNoDisk() throws IOException {
    assertRefusedUnasked(ImageError.FLASH_TARGET_IS_DIRECTORY, folder, true);
    assertRefusedUnasked(ImageError.FLASH_TARGET_UNSUITABLE, Path.of("/dev/null"), true);
    assertRefusedUnasked(ImageError.FLASH_TARGET_UNSUITABLE, image, true);
    assertRefusedUnasked(ImageError.FLASH_TARGET_MISSING, Path.of("/dev/not-plugged-in"), true);
    assertRefusedUnasked(ImageError.FLASH_TARGET_MISSING, folder.resolve("no/such"), true);
  }

  @Test
  void refusesABadImage() throws IOException {
    Path stick = system.disk("sdb", "8:16", imageBytes);
    byte[] good = Files.readAllBytes(image);
    Path valid = image;
    image = folder.resolve("bad.img");
    assertRefusedUnasked(ImageError.FLASH_IMAGE_MISSING, stick, true);
    for (int at : new int[] {512, 512 + 12, 512 + 16, 512 + 32, 512 + 56, 512 + 88, 1024, 2000}) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(image, bad);
      assertRefusedUnasked(ImageError.FLASH_IMAGE_INVALID, stick, true);
    }
    for (int size : new int[] {0, 511, 17408, good.length - 512, good.length - 1}) {
      Files.write(image, Arrays.copyOf(good, size));
      assertRefusedUnasked(ImageError.FLASH_IMAGE_INVALID, stick, true);
    }
    image = valid;
    flash(stick, false);
  }
}
