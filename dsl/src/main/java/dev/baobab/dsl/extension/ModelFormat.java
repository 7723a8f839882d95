// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * A file format of models.
 *
 * @param name the name, for reports
 * @param probe {@code bool f(const uint8_t *head, size_t length, uint64_t size)}: whether a file of
 *     {@code size} bytes that starts with these (up to 4096) is of this format
 * @param header {@code bb_status f(bb_kernel *kernel, bb_source *source)}: reads and checks the
 *     header; fills the kernel's model but for the weights
 * @param load {@code bb_status f(bb_kernel *kernel, bb_source *source)}: reads the weights into
 *     their arena
 */
public record ModelFormat(String name, CFunction probe, CFunction header, CFunction load)
    implements ExtensionPoint {}
