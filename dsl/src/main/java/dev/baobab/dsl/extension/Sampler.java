// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * The capability to pick a token.
 *
 * @param sample {@code int32_t f(bb_kernel *kernel, bb_logits *logits, const bb_sampling
 *     *settings)}
 */
public record Sampler(CFunction sample) implements Capability {}
