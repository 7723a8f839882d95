// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * Hears of every token of an answer, and can end it: {@code bb_flow f(bb_kernel *kernel, const
 * bb_token_event *event)}.
 *
 * @param name the name, for reports
 * @param hear the function
 */
public record TokenListener(String name, CFunction hear) implements ExtensionPoint {}
