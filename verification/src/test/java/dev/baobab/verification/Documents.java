// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The documents of the repository. */
final class Documents {
  private Documents() {}

  /** All Markdown files that a reader is led to: at the root, in docs, and each folder's README. */
  static List<Path> all() {
    Path root = Checkout.root();
    try (Stream<Path> files =
        Files.find(root, 6, (file, facts) -> file.toString().endsWith(".md"))) {
      return files
          .filter(file -> !root.relativize(file).toString().matches("(.*/)?(target|\\.\\w+)/.*"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compares a generated document with the file, or with {@code -Dgoldens.update=true} writes it.
   */
  static void check(String path, String text) throws IOException {
    Path file = Checkout.root().resolve(path);
    if (Boolean.getBoolean("goldens.update")) {
      Files.writeString(file, text);
    }
    assertThat(file).as("missing document: run with -Dgoldens.update=true").exists();
    assertThat(Files.readString(file))
        .as("%s is out of date: run with -Dgoldens.update=true", path)
        .isEqualTo(text);
  }
}
