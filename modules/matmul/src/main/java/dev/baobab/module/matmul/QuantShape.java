// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import java.util.List;

/**
 * What is chosen by measurement about a kernel of quantized weights, see docs/performance.md.
 *
 * @param tiles how many tokens share the weights that a pass over a panel unpacks: the largest
 *     number first, the last is 1
 * @param prefetchBytes how far ahead of one token's pass the weights are prefetched; 0: not at all
 */
record QuantShape(List<Integer> tiles, int prefetchBytes) {
  QuantShape {
    tiles = List.copyOf(tiles);
    if (tiles.isEmpty() || tiles.get(tiles.size() - 1) != 1) {
      throw new IllegalArgumentException("tiles of %s tokens: the last must be 1".formatted(tiles));
    }
  }

  /** Tokens of the largest tile. */
  int tokens() {
    return tiles.get(0);
  }
}
