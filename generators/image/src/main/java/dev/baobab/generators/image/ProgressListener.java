// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

/** Told how far a long task has come. */
@FunctionalInterface
public interface ProgressListener {
  /** Listens to nothing. */
  ProgressListener NONE = (label, done, total) -> {};

  /**
   * Called now and then, and once with {@code done == total} when the task has ended well.
   *
   * @param label what is being done, such as "verify"
   * @param done bytes done so far, from 0 to total
   * @param total bytes in all
   */
  void progress(String label, long done, long total);
}
