// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.packed;

/** Told how far the packing of a model has come. */
@FunctionalInterface
public interface PackingListener {
  /** Listens to nothing. */
  PackingListener NONE = (done, total) -> {};

  /**
   * Called now and then, the last time with {@code done == total}.
   *
   * @param done bytes of packed data that are written
   * @param total bytes in all
   */
  void packed(long done, long total);
}
