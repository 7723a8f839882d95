// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

import dev.baobab.generators.models.codec.GgmlType;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor with its elements, to be written.
 *
 * @param name its name: {@code blk.0.attn_q.weight}
 * @param dimensions one to four, the first that of adjacent elements; whole blocks of the type
 * @param type the type of its elements
 * @param bytes all of its rows
 */
public record GgufContent(String name, List<Integer> dimensions, GgmlType type, byte[] bytes) {
  public GgufContent {
    dimensions = List.copyOf(dimensions);
    int rows = dimensions.stream().skip(1).reduce(1, Math::multiplyExact);
    if (bytes.length != rows * type.rowBytes(dimensions.get(0))) {
      throw new IllegalArgumentException(
          "%s has %d bytes, which are not %s of %s"
              .formatted(name, bytes.length, dimensions, type));
    }
  }

  byte[] rows(int row, int rows) {
    int length = Math.toIntExact(type.rowBytes(dimensions.get(0)));
    return Arrays.copyOfRange(bytes, row * length, (row + rows) * length);
  }
}
