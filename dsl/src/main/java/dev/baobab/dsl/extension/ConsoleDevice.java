// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * A device that shows text and, perhaps, gives keys. All devices show the same text.
 *
 * @param name the name, for reports
 * @param start {@code bool f(void)}: whether the device is there
 * @param write {@code void f(const char *utf8, size_t length)}
 * @param read {@code bool f(bb_key *key)}: takes a key if there is one
 */
public record ConsoleDevice(String name, CFunction start, CFunction write, CFunction read)
    implements ExtensionPoint {}
