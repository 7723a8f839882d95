// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * A place that models are read from.
 *
 * @param name the name, for reports
 * @param open {@code bb_status f(bb_kernel *kernel, const char *name, bb_source *out)}
 */
public record ModelSource(String name, CFunction open) implements ExtensionPoint {}
