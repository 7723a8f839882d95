// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The colours, as {@code palette.c} has them.
 *
 * @param levels by style, and with {@code " cursor"} behind it where ground and letters change
 *     places: the level of each pixel's colour
 */
record Palette(Map<String, Map<Integer, Integer>> levels) {
  private static final Path SOURCE = Path.of("src/main/c/palette.c");
  private static final Pattern DEFINE =
      Pattern.compile("#define (\\w+) UINT32_C\\(0x([0-9a-f]{6})\\)");
  private static final Pattern STYLE =
      Pattern.compile("\\[(\\w+)] = \\{UINT32_C\\(0x([0-9a-f]{6})\\), (\\w+)}");

  static Palette read() throws IOException {
    String source = Files.readString(SOURCE);
    Map<String, Integer> grounds = new HashMap<>();
    for (Matcher m = DEFINE.matcher(source); m.find(); ) {
      grounds.put(m.group(1), Integer.parseInt(m.group(2), 16));
    }
    Map<String, Map<Integer, Integer>> levels = new LinkedHashMap<>();
    for (Matcher m = STYLE.matcher(source); m.find(); ) {
      int ink = Integer.parseInt(m.group(2), 16);
      int ground = grounds.get(m.group(3));
      levels.put(m.group(1), ramp(ground, ink));
      levels.put(m.group(1) + " cursor", ramp(ink, ground));
    }
    return new Palette(levels);
  }

  private static Map<Integer, Integer> ramp(int from, int to) {
    Map<Integer, Integer> ramp = new HashMap<>();
    for (int level = 0; level <= Face.LEVELS; level++) {
      int pixel = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        int a = (from >> shift) & 255;
        int b = (to >> shift) & 255;
        int mixed = a * (Face.LEVELS - level) + b * level + Face.LEVELS / 2;
        pixel |= (mixed / Face.LEVELS) << shift;
      }
      ramp.put(pixel, level);
    }
    return ramp;
  }
}
