// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.matmul;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is chosen by measurement about a kernel of quantized weights, see docs/performance.md.
 *
 * @param tokens how many tokens share the weights that a pass over a panel unpacks: the largest
 *     number first, the last is 1
 * @param bands how many panels one token takes at once, far apart: 1 to 3 streams of memory
 * @param near how many bytes ahead every line of weights is prefetched; 0: not at all
 * @param alone the same, for one token on processors where nothing is prefetched far ahead
 * @param far how many bytes ahead every fourth line is prefetched, into the second cache, which
 *     keeps the processor's own prefetcher going; for one token, only on processors that need it.
 *     0: not at all
 */
record QuantShape(List<Integer> tokens, int bands, int near, int alone, int far) {
  QuantShape {
    tokens = List.copyOf(tokens);
    if (tokens.isEmpty() || tokens.get(tokens.size() - 1) != 1) {
      throw new IllegalArgumentException(
          "tiles of %s tokens: the last must be 1".formatted(tokens));
    }
    if (bands < 1 || bands > 3) {
      throw new IllegalArgumentException("%d bands: must be 1 to 3".formatted(bands));
    }
  }

  /** A shape that is the same on all processors, without prefetches far ahead. */
  QuantShape(List<Integer> tokens, int bands, int near) {
    this(tokens, bands, near, near, 0);
  }

  /** What the innermost loop computes at once. */
  record Tile(int tokens, int panels) {
    /** For labels. */
    @Override
    public String toString() {
      return panels == 1 ? "" + tokens : "%dx%d".formatted(tokens, panels);
    }
  }

  /** The tiles that a number of tokens is computed with: the last takes single panels. */
  List<Tile> tiles(int count) {
    Tile single = new Tile(count, 1);
    return count == 1 && bands > 1 ? List.of(new Tile(1, bands), single) : List.of(single);
  }

  /** All tiles. */
  Stream<Tile> tiles() {
    return tokens.stream().flatMap(count -> tiles(count).stream());
  }
}
