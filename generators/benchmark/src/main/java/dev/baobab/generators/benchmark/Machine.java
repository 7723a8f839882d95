// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What figures were measured on.
 *
 * @param processor its name
 * @param cores that Linux sees
 */
record Machine(String processor, int cores) {
  static Machine here() throws IOException {
    String processor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown");
    return new Machine(processor, Runtime.getRuntime().availableProcessors());
  }
}
