// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The characters that the font has glyphs for, by blocks of Unicode. */
final class Characters {
  /** First and last character of each block. */
  private static final int[][] BLOCKS = {
    {0x0020, 0x007e}, // Basic Latin
    {0x00a0, 0x00ff}, // Latin-1 Supplement
    {0x0100, 0x017f}, // Latin Extended-A
    {0x0218, 0x021b}, // Latin Extended-B: Romanian
    {0x02b0, 0x02ff}, // Spacing modifier letters
    {0x0370, 0x03ff}, // Greek
    {0x0400, 0x04ff}, // Cyrillic
    {0x2010, 0x205e}, // General punctuation
    {0x2070, 0x209c}, // Superscripts and subscripts
    {0x20a0, 0x20bf}, // Currency symbols
    {0x2100, 0x214f}, // Letter-like symbols
    {0x2150, 0x218f}, // Number forms
    {0x2190, 0x21ff}, // Arrows
    {0x2200, 0x22ff}, // Mathematical operators
    {0x2500, 0x257f}, // Box drawing
    {0x2580, 0x259f}, // Block elements
    {0x25a0, 0x25ff}, // Geometric shapes
    {0x2600, 0x266f}, // Miscellaneous symbols
    {0x2713, 0x2718}, // Dingbats: check marks and crosses
    {0x2764, 0x2764}, // and a heart
  };

  private Characters() {}

  /** All of them, in ascending order; the font may lack some. */
  static List<Integer> wanted() {
    List<Integer> all = new ArrayList<>();
    for (int[] block : BLOCKS) {
      IntStream.rangeClosed(block[0], block[1]).forEach(all::add);
    }
    return List.copyOf(all);
  }

  /** Letters, digits and signs that a kernel's name can have. */
  static List<Integer> ofNames() {
    return IntStream.rangeClosed('!', 'z').boxed().toList();
  }
}
