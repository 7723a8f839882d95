/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMAT_GGUF_H
#define FORMAT_GGUF_H

/* GGUF files, llama.cpp's format: docs/gguf.md of ggml's repository specifies it. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_source.h"
#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/* Whether the file begins with the format's magic. */
bool bb_format_gguf_probe(const uint8_t *head, size_t length, uint64_t size);

/*
 * Reads metadata and the list of tensors into the kernel's model, checked against each other and
 * the file's size. Fails with E-GGUF-VERSION, E-GGUF-DAMAGED, E-GGUF-METADATA, E-GGUF-TENSOR,
 * E-GGUF-TYPE, E-WEIGHT-TYPE, E-MODEL-TRUNCATED, E-MODEL-SHAPE, E-MODEL-CONSTANT,
 * E-MODEL-ARCHITECTURE, E-FILE-READ.
 */
bb_status bb_format_gguf_header(bb_kernel *kernel, bb_source *source);

/*
 * Reads the weights into their arena, and pieces and merges of the vocabulary into theirs. Fails
 * with E-WEIGHTS-NAN, E-GGUF-TENSOR, E-FILE-READ, E-MEMORY-EXHAUSTED.
 */
bb_status bb_format_gguf_load(bb_kernel *kernel, bb_source *source);

/* Arena demand: of the vocabulary, as the header told. None for a model in another format. */
size_t bb_format_gguf_demand(bb_kernel *kernel);

#endif
