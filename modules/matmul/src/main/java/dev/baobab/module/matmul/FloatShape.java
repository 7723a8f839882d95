// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

/**
 * The shape of a float kernel: what is chosen by measurement, see docs/performance.md.
 *
 * @param columns columns in one pass of the loop, with one token and one panel
 * @param bands panels far apart that share each element of x, with one token and many panels, 1 to
 *     4
 * @param leastBand panels in a band that are worth it: short streams are read more slowly than a
 *     single long one
 * @param bandColumns columns in one pass then
 * @param ahead bytes that weights are prefetched ahead with one token, not to stay in the caches; 0
 *     for not at all
 * @param panels panels in a tile, with several tokens, 1 to 4
 * @param tokens tokens in a tile
 * @param tileColumns columns in one pass then
 */
record FloatShape(
    int columns,
    int bands,
    int leastBand,
    int bandColumns,
    int ahead,
    int panels,
    int tokens,
    int tileColumns) {
  FloatShape {
    check("bands", bands, 4);
    check("panels", panels, 4);
    check("tokens", tokens, 32);
    checkPass(columns);
    checkPass(bandColumns);
    checkPass(tileColumns);
  }

  private static void check(String what, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException("%s = %d: must be 1 to %d".formatted(what, value, most));
    }
  }

  private static void checkPass(int columns) {
    if (Integer.bitCount(columns) != 1 || columns > 64) {
      throw new IllegalArgumentException(
          "%d columns a pass: must be a power of two, at most 64".formatted(columns));
    }
  }
}
