// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters.report;

/**
 * What a module weighs in the kernel, in bytes.
 *
 * @param code instructions
 * @param data constants and variables with a first value
 * @param zeroed variables without one: memory, but no bytes of the file
 */
public record ModuleSize(long code, long data, long zeroed) {
  /** Nothing. */
  public static final ModuleSize NONE = new ModuleSize(0, 0, 0);

  /** The bytes in the file. */
  public long inFile() {
    return code + data;
  }

  /** Both together. */
  public ModuleSize plus(ModuleSize other) {
    return new ModuleSize(code + other.code, data + other.data, zeroed + other.zeroed);
  }
}
