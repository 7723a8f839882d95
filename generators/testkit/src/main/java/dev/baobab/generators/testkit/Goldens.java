// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares texts with the files in {@code src/test/resources/goldens} of the tested module. */
public final class Goldens {
  private static final Path FOLDER = Path.of("src/test/resources/goldens");

  private Goldens() {}

  /** Compares, or with {@code -Dgoldens.update=true} replaces the file. */
  public static void check(String name, String text) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("goldens.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(file).as("missing golden: run with -Dgoldens.update=true").exists();
    assertThat(text).as(name).isEqualTo(Files.readString(file));
  }
}
