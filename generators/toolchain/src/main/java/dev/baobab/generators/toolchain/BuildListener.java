// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

/** Hears how a build goes on. */
@FunctionalInterface
public interface BuildListener {
  /** Says nothing. */
  BuildListener NONE = (what, done, total) -> {};

  /**
   * A step ended.
   *
   * @param what what was made: a file's name
   * @param done steps done
   * @param total steps in all
   */
  void progress(String what, int done, int total);
}
