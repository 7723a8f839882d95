// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * The forward pass but for its products with matrices, for an instruction set. The set itself tells
 * which features of the processor it needs.
 *
 * @param name the name, for reports
 * @param priority the runnable set with the greatest is chosen
 * @param set {@code const bb_vector_set *f(void)}
 */
public record VectorSet(String name, int priority, CFunction set) implements ExtensionPoint {}
