// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The folder that {@code mvn baobab:pull} downloads models to. A definition names them without
 * naming a machine's folders:
 *
 * <pre>{@code
 * model(Model.llama2c(ModelCache.file("stories15m/stories15M.bin"))
 *     .tokenizer(ModelCache.file("stories15m/tokenizer.bin")));
 * }</pre>
 */
public final class ModelCache {
  private ModelCache() {}

  /**
   * The folder: {@code baobab/models} in {@code XDG_CACHE_HOME}, or in {@code ~/.cache}. The system
   * property {@code cache} names another, as {@code -Dcache=FOLDER} does for the download.
   */
  public static Path folder() {
    String chosen = System.getProperty("cache", "");
    if (!chosen.isEmpty()) {
      return Path.of(chosen).toAbsolutePath();
    }
    String caches = Objects.requireNonNullElse(System.getenv("XDG_CACHE_HOME"), "");
    // A relative path in the variable is to be ignored (XDG Base Directory Specification).
    Path base =
        Path.of(caches).isAbsolute()
            ? Path.of(caches)
            : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("baobab").resolve("models");
  }

  /**
   * The path of a file in the folder, whether it is there or not.
   *
   * @param name as the download told it: {@code smollm2-135m/SmolLM2-135M-Instruct-Q8_0.gguf}
   */
  public static String file(String name) {
    return folder().resolve(name).toString();
  }
}
