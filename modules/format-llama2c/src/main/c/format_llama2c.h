/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORMAT_LLAMA2C_H
#define FORMAT_LLAMA2C_H

/*
 * llama2.c's float32 model files, little-endian. Both headers hold, as int32: dim, hidden_dim,
 * n_layers, n_heads, n_kv_heads, vocab_size, max_seq_len.
 *
 * Legacy (`export.py --version 0`): the header is these 28 bytes; a negative vocab_size says that
 * the classifier has weights of its own. Version 1: "ak42" as a number, the version, the seven
 * numbers, a byte that tells whether the classifier is shared, zeros up to byte 256.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_source.h"
#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/*
 * Whether the file is one: it has the magic number of version 1 and above, or most of its first
 * seven numbers can be those of a legacy header, which has no magic number.
 */
bool bb_format_llama2c_probe(const uint8_t *head, size_t length, uint64_t size);

/*
 * Reads the header into the kernel's model and checks that the file has exactly the size that it
 * tells. Fails with E-MODEL-VERSION, E-MODEL-SHAPE, E-MODEL-TRUNCATED, E-MODEL-SIZE, E-FILE-READ.
 */
bb_status bb_format_llama2c_header(bb_kernel *kernel, bb_source *source);

/*
 * Reads the weights into their arena. Fails with E-WEIGHTS-NAN if one is not
 * a finite number, E-FILE-READ.
 */
bb_status bb_format_llama2c_load(bb_kernel *kernel, bb_source *source);

#endif
