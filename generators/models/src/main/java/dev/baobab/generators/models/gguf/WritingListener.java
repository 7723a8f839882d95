// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.models.gguf;

/** Told how far the writing of a file has come. */
@FunctionalInterface
public interface WritingListener {
  /** Listens to nothing. */
  WritingListener NONE = (done, total) -> {};

  /**
   * Called now and then, the last time with {@code done == total}.
   *
   * @param done bytes of tensors that are written
   * @param total bytes in all
   */
  void written(long done, long total);
}
