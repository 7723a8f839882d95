// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * A file format of models.
 *
 * @param name the name, for reports
 * @param probe {@code bool f(const uint8_t *head, size_t length, uint64_t size)}: whether the
 *     file's first bytes are of this format
 * @param load {@code bb_status f(bb_kernel *kernel, bb_source *source)}: fills the kernel's model
 */
public record ModelFormat(String name, CFunction probe, CFunction load) implements ExtensionPoint {}
