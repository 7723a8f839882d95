// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * A piece of work of at most some milliseconds, done while the kernel waits for a key: {@code void
 * f(bb_kernel *kernel)}.
 *
 * @param name the name, for reports
 * @param run the function
 */
public record IdleTask(String name, CFunction run) implements ExtensionPoint {}
