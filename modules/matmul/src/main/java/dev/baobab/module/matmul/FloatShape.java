// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

/**
 * The shape of a float kernel: what is chosen by measurement, see docs/performance.md.
 *
 * @param decodePanels panels that share each element of x when there is one token, 1 to 4
 * @param decodeUnroll columns in one pass of the loop then, a power of two
 * @param panels panels in a tile when there are several tokens, 1 to 4
 * @param tokens tokens in a tile
 * @param unroll columns in one pass of the loop then, a power of two
 */
record FloatShape(int decodePanels, int decodeUnroll, int panels, int tokens, int unroll) {
  FloatShape {
    check("decodePanels", decodePanels, 4);
    check("panels", panels, 4);
    check("tokens", tokens, 32);
    checkUnroll(decodeUnroll);
    checkUnroll(unroll);
  }

  private static void check(String what, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException("%s = %d: must be 1 to %d".formatted(what, value, most));
    }
  }

  private static void checkUnroll(int columns) {
    if (Integer.bitCount(columns) != 1 || columns > 64) {
      throw new IllegalArgumentException(
          "%d columns a pass: must be a power of two, at most 64".formatted(columns));
    }
  }
}
