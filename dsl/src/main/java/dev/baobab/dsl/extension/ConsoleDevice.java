// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

import java.util.Optional;

/**
 * A device that shows text and, perhaps, gives keys. All devices show the same text, but one that
 * is covered by another that is there: of it only the keys are read.
 *
 * @param name the name, for reports
 * @param start {@code bool f(void)}: whether the device is there
 * @param write {@code void f(const char *utf8, size_t length)}
 * @param read {@code bool f(bb_key *key)}: takes a key if there is one
 * @param style {@code void f(bb_style style)}: what the text that follows is; empty for a device
 *     that shows all text alike
 * @param take {@code bool f(const bb_key *key)}: sees each key of any device before the kernel
 *     does; true keeps it from the kernel
 * @param covers the name of the device whose text this one shows instead
 */
public record ConsoleDevice(
    String name,
    CFunction start,
    CFunction write,
    CFunction read,
    Optional<CFunction> style,
    Optional<CFunction> take,
    Optional<String> covers)
    implements ExtensionPoint {
  /** A device that shows all text alike, takes no keys and covers no other. */
  public ConsoleDevice(String name, CFunction start, CFunction write, CFunction read) {
    this(name, start, write, read, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** This device with a function that hears what the text is. */
  public ConsoleDevice style(CFunction function) {
    return new ConsoleDevice(name, start, write, read, Optional.of(function), take, covers);
  }

  /** This device with a function that sees keys first. */
  public ConsoleDevice take(CFunction function) {
    return new ConsoleDevice(name, start, write, read, style, Optional.of(function), covers);
  }

  /** This device in place of another. */
  public ConsoleDevice covers(String other) {
    return new ConsoleDevice(name, start, write, read, style, take, Optional.of(other));
  }
}
