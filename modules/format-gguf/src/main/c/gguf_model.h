/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_MODEL_H
#define GGUF_MODEL_H

/* A model's shape and constants, of what the file's metadata tells. */
#include "bb_model.h"
#include "gguf_facts.h"

/* Layers, at most: llama.cpp's own limit. */
#define GGUF_LAYERS 512

/*
 * Fills what the metadata decides: architecture, name, shape, constants. Fails with
 * E-GGUF-METADATA, E-MODEL-SHAPE, E-MODEL-ARCHITECTURE, E-MODEL-CONSTANT.
 */
bb_status bb_format_gguf_describe(const gguf_facts *facts, const char *file, bb_model *model);

/*
 * What the frequencies of the rotary embedding are divided by for the sake of a longer context:
 * 1 if the file tells of none. (Its tensor rope_freqs.weight has factors beside this one.)
 */
float bb_format_gguf_rope_factor(const gguf_facts *facts);

#endif
