// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * An arena of memory, of a size that is known once the model's header is read: {@code size_t
 * f(bb_kernel *kernel)}, in bytes. In C its id is {@code BB_ARENA_<NAME>}.
 *
 * @param name the name: lower-case letters, digits and dashes
 * @param demand the function; {@code SIZE_MAX} if the size overflows
 */
public record MemoryArena(String name, CFunction demand) implements ExtensionPoint {
  /** The id in C: {@code BB_ARENA_KV}. */
  public String cName() {
    return "BB_ARENA_" + name.replace('-', '_').toUpperCase(java.util.Locale.ROOT);
  }
}
