/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_VOCABULARY_H
#define GGUF_VOCABULARY_H

/* The tokens that a GGUF file carries, its tokenizer.* keys. */
#include "bb_model.h"
#include "gguf_facts.h"

/*
 * Fills the model's vocabulary, but for pieces and merges, and its begin and end token: with
 * llama.cpp's defaults where the file does not tell. `facts` must outlive the model. A file without
 * tokens leaves it empty. Fails with E-GGUF-METADATA.
 */
bb_status bb_format_gguf_vocabulary(const gguf_facts *facts, const char *file, bb_model *model);

/*
 * Reads pieces and merges into the vocabulary's arena. `stream` is any one of the file. Finds the
 * token that ends a turn by its text if the file does not tell. Fails with E-MODEL-TRUNCATED,
 * E-FILE-READ, E-MEMORY-EXHAUSTED.
 */
bb_status bb_format_gguf_load_vocabulary(const gguf_facts *facts, gguf_stream *stream,
                                         bb_model *model);

#endif
