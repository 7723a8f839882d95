// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the sources that the running tests belong to. */
public final class Checkout {
  private Checkout() {}

  /** The root of the repository, the working folder or one above it. */
  public static Path root() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("kernel-templates/src/main/c"))) {
        return folder;
      }
    }
    throw new IllegalStateException(
        here + " is not in a checkout: neither it nor a folder above holds kernel-templates");
  }

  /**
   * The folder of real models and of what llama2.c prints for them, beside the repository.
   *
   * @throws IllegalStateException if it is not there
   */
  public static Path models() {
    Path models = root().resolveSibling("shared").resolve("models");
    if (!Files.isDirectory(models)) {
      throw new IllegalStateException(
          "these tests need real models in %s: put the folder there".formatted(models));
    }
    return models;
  }
}
