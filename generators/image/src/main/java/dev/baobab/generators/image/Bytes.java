// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.util.Locale;

/** Sizes in bytes: rounding, dividing, and how to say them. */
final class Bytes {
  static final int SECTOR = 512;
  static final int MIB = 1 << 20;

  private Bytes() {}

  /** How many units it takes to hold so many bytes; both at least 0, unit at least 1. */
  static long divideUp(long bytes, long unit) {
    return bytes / unit + (bytes % unit == 0 ? 0 : 1);
  }

  /** The next multiple of unit. */
  static long alignUp(long bytes, long unit) {
    return Math.multiplyExact(divideUp(bytes, unit), unit);
  }

  /** In decimal units, as sticks are sold: "15.6 GB". */
  static String text(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    String[] units = {"kB", "MB", "GB", "TB", "PB", "EB"};
    double value = bytes / 1000.0;
    int unit = 0;
    while (value >= 999.95 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
