// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the processor of this machine can do: hosted kernels run on it. */
public final class HostProcessor {
  private static final Path FACTS = Path.of("/proc/cpuinfo");

  private HostProcessor() {}

  /**
   * Whether it has a feature.
   *
   * @param flag as Linux names it: {@code "avx512f"}
   */
  public static boolean has(String flag) {
    try {
      List<String> lines = Files.readAllLines(FACTS);
      return lines.stream()
          .filter(line -> line.startsWith("flags"))
          .map(HostProcessor::flagsOf)
          .findFirst()
          .orElse(List.of())
          .contains(flag);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a feature is hidden from this machine, Linux leaves several spaces. */
  private static List<String> flagsOf(String line) {
    return List.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+"));
  }
}
