// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import java.nio.file.Path;

/**
 * Folders for what tests make. Where Surefire runs test classes in several processes at once, it
 * tells each a folder of its own below {@code target} as property {@code testkit.folder}.
 */
public final class TestFolder {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path ROOT_TARGET = Checkout.root().resolve("target");

  private TestFolder() {}

  /** A folder that no other process of the tests uses; it need not exist. */
  public static Path own(String name) {
    return TARGET.resolve(System.getProperty("testkit.folder", "")).resolve(name);
  }

  /** A folder that the tests of all modules use, several processes at once. */
  static Path shared(String name) {
    return ROOT_TARGET.resolve(name);
  }
}
