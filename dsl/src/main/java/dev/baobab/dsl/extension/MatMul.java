// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * The capability to multiply a matrix by a vector with the chosen {@link MatMulKernel}.
 *
 * @param run {@code void f(const bb_matmul_args *args)}
 */
public record MatMul(CFunction run) implements Capability {}
