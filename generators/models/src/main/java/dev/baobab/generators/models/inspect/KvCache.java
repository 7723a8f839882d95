// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.inspect;

import dev.baobab.generators.models.ModelShape;

/** The size of the kernel's KV cache, which is float32. */
final class KvCache {
  private KvCache() {}

  /** Bytes for each position. */
  static long positionBytes(ModelShape shape) {
    return 2L * shape.layers() * shape.kvDim() * Float.BYTES;
  }

  /**
   * Bytes for each position.
   *
   * @param keys width of the keys of all layers together
   * @param values width of the values of all layers together
   */
  static long positionBytes(long keys, long values) {
    return Math.multiplyExact(Math.addExact(keys, values), Float.BYTES);
  }
}
