// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * Hears that a tunable option has a new value: {@code void f(bb_kernel *kernel, const bb_option
 * *option)}.
 *
 * @param name the name, for reports
 * @param changed the function
 */
public record OptionListener(String name, CFunction changed) implements ExtensionPoint {}
