// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * The capability to turn text into tokens and back. The functions have the signatures of {@code
 * bb_tokenizer.h}.
 *
 * @param load reads the vocabulary: {@code bb_tokenizer_load}
 * @param encode text to tokens: {@code bb_tokenizer_encode}
 * @param decode a token to text: {@code bb_tokenizer_decode}
 * @param size tokens of the vocabulary: {@code bb_tokenizer_size}
 */
public record Tokenizer(CFunction load, CFunction encode, CFunction decode, CFunction size)
    implements Capability {}
