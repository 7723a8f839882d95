// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * The capability to turn text into tokens and back.
 *
 * @param load {@code bb_status f(bb_kernel *kernel, bb_source *source)}
 * @param encode {@code bb_status f(bb_kernel *kernel, const bb_encode_request *request, bb_tokens
 *     *out)}
 * @param decode {@code size_t f(bb_kernel *kernel, int32_t previous, int32_t token, char *out,
 *     size_t capacity)}: bytes written
 */
public record Tokenizer(CFunction load, CFunction encode, CFunction decode) implements Capability {}
