// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskImageErrorsTest {
  @TempDir Path folder;

  private static ImageException failure(ImageError error, ThrowingCallable code) {
    ImageException exception = catchThrowableOfType(ImageException.class, code);
    assertThat(exception).isNotNull();
    assertThat(exception.error()).isEqualTo(error);
    assertThat(exception.getMessage())
        .startsWith("[" + error + "] " + exception.problem())
        .contains("To fix: " + exception.fix());
    return exception;
  }

  private static void build(String... paths) {
    DiskImage.Builder builder = DiskImage.builder();
    for (String path : paths) {
      builder.file(path, new byte[1]);
    }
    builder.build();
  }

  @ParameterizedTest
  @CsvSource({"A,a", "models/X.bin,Models/x.BIN", "straße/É,STRAßE/é", "a,a/b", "a/b,a"})
  void refusesNamesThatFatCannotTellApart(String first, String second) {
    ImageException e = failure(ImageError.IMAGE_NAME_DUPLICATE, () -> build(first, second));
    assertThat(e.problem()).contains("\"" + second + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "a/../b",
        "a\\b",
        "a:b",
        "a*",
        "a?",
        "a\"",
        "<a",
        "a>",
        "a|b",
        "a\tb",
        "a\u0000",
        "a\u007f",
        "dot.",
        "space ",
        " space",
        "emoji \ud83c\udf33",
        "a\uffff"
      })
  void refusesIllegalNames(String path) {
    ImageException e = failure(ImageError.IMAGE_NAME_ILLEGAL, () -> build(path));
    assertThat(e.problem()).contains("\"" + path + "\"");
  }

  @Test
  void refusesLongPaths() {
    build("x".repeat(255), "d/".repeat(128) + "ff");
    failure(ImageError.IMAGE_PATH_TOO_LONG, () -> build("x".repeat(256)));
    failure(ImageError.IMAGE_PATH_TOO_LONG, () -> build("d/".repeat(128) + "fff"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lower", "TWELVE CHARS", " A", "A.B", "Ä"})
  void refusesIllegalLabels(String label) {
    failure(ImageError.IMAGE_LABEL_ILLEGAL, () -> DiskImage.builder().label(label).build());
  }

  @Test
  void refusesFilesThatReachFourGibibytes() throws IOException {
    Path model = folder.resolve("model.bin");
    try (RandomAccessFile file = new RandomAccessFile(model.toFile(), "rw")) {
      file.setLength((1L << 32) - (32 << 10));
      DiskImage.builder().file("models/m", model).build();
      file.setLength((1L << 32) - (32 << 10) + 1);
    }
    ImageException e =
        failure(
            ImageError.IMAGE_FILE_TOO_LARGE,
            () -> DiskImage.builder().file("models/m", model).build());
    assertThat(e.problem()).contains("models/m", model.toString(), "4294934529");
  }

  @Test
  void refusesMoreThanAVolumeHolds() {
    for (long free : new long[] {1L << 41, Long.MAX_VALUE}) {
      failure(ImageError.IMAGE_TOO_LARGE, () -> DiskImage.builder().minimumFreeBytes(free).build());
    }
  }

  @Test
  void refusesFullFolders() {
    DiskImage.Builder builder = DiskImage.builder();
    for (int i = 0; i < 65536; i++) {
      builder.file("d/" + i, new byte[0]);
    }
    failure(ImageError.IMAGE_DIRECTORY_FULL, builder::build);
  }

  @Test
  void refusesMissingSources() {
    Path missing = folder.resolve("missing.bin");
    ImageException e =
        failure(ImageError.IMAGE_SOURCE_UNREADABLE, () -> DiskImage.builder().file("a", missing));
    assertThat(e.problem()).contains(missing.toString());
    failure(ImageError.IMAGE_SOURCE_UNREADABLE, () -> DiskImage.builder().file("a", folder));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 99, 101, 3_000_000})
  void noticesASourceThatChanges(int newSize) throws IOException {
    Path source = Files.write(folder.resolve("source"), new byte[100]);
    DiskImage image = DiskImage.builder().file("a", source).build();
    Files.write(source, new byte[newSize]);
    Path target = folder.resolve("disk.img");
    failure(ImageError.IMAGE_SOURCE_CHANGED, () -> image.write(target, ProgressListener.NONE));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(source);
    }
  }

  @Test
  void refusesAFolderAsTarget() {
    failure(
        ImageError.IMAGE_TARGET_IS_DIRECTORY,
        () -> DiskImage.builder().build().write(folder, ProgressListener.NONE));
  }
}
