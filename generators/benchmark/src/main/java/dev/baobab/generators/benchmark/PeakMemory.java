// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most memory that a process has had in use. */
final class PeakMemory {
  private static final Pattern HIGH_WATER = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final int BYTES_OF_KIB = 1024;

  private PeakMemory() {}

  /** The bytes so far; 0 if the process is no more. */
  static long of(long pid) {
    try {
      String status = Files.readString(Path.of("/proc/%d/status".formatted(pid)));
      Matcher highWater = HIGH_WATER.matcher(status);
      return highWater.find() ? BYTES_OF_KIB * Long.parseLong(highWater.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
