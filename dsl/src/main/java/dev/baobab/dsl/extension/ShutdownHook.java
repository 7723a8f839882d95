// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * Called once before the kernel leaves the machine: {@code void f(bb_kernel *kernel, bool ok)}.
 *
 * @param name the name, for reports
 * @param run the function
 */
public record ShutdownHook(String name, CFunction run) implements ExtensionPoint {}
