// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * The capability to pick a token: {@code int32_t f(bb_kernel *kernel, bb_logits *logits)}.
 *
 * @param sample the function
 */
public record Sampler(CFunction sample) implements Capability {}
