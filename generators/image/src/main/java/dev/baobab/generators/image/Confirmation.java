// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

/** Asked before anything is written over. */
@FunctionalInterface
public interface Confirmation {
  /**
   * Whether to go on.
   *
   * @param target what would be written over, in words: its path, model and size
   */
  boolean confirm(String target);
}
