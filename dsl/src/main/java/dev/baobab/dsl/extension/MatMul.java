// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * The capability to multiply matrices of every installed {@link WeightType} by vectors, with the
 * {@link MatMulKernel} that was chosen for the type. It also knows the types: its provider defines
 * {@code bb_weight_type_of} and {@code bb_dtype_name} of {@code bb_weights.h}.
 *
 * @param run {@code void f(bb_dtype type, const bb_matmul_args *args)}
 */
public record MatMul(CFunction run) implements Capability {}
