// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * Turns text into tokens and back, with vocabularies of one kind. Of a kernel's tokenizers the
 * first one that serves the model's vocabulary is used. The functions have the signatures of {@code
 * bb_tokenizer.h}, but for {@code serves}.
 *
 * @param name the vocabularies that it knows, as GGUF's {@code tokenizer.ggml.model} calls them
 * @param serves {@code bool f(const bb_vocabulary *vocabulary)}: whether it knows the model's
 *     vocabulary, of which pieces and merges are not read yet; {@code count} is 0 if the vocabulary
 *     is in a file of its own
 * @param demand bytes of its arena: {@code bb_tokenizer_demand}
 * @param load reads the vocabulary: {@code bb_tokenizer_load}
 * @param encode text to tokens: {@code bb_tokenizer_encode}
 * @param decode a token to text: {@code bb_tokenizer_decode}
 * @param size tokens of the vocabulary: {@code bb_tokenizer_size}
 */
public record Tokenizer(
    String name,
    CFunction serves,
    CFunction demand,
    CFunction load,
    CFunction encode,
    CFunction decode,
    CFunction size)
    implements ExtensionPoint {}
