// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * The capability to compute what of the forward pass is no product with a matrix, with the chosen
 * {@link VectorSet}.
 *
 * @param set {@code const bb_vector_set *f(void)}
 */
public record VectorMath(CFunction set) implements Capability {}
