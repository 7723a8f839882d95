/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_WEIGHTS_H
#define GGUF_WEIGHTS_H

/*
 * One tensor's way into memory: read a piece at a time, converted where no kernel reads its type,
 * packed into panels. Vectors (norms, biases) become floats.
 */
#include "bb_source.h"
#include "gguf_tensors.h"

/* What loading needs beside the weights themselves. */
typedef struct gguf_workspace {
    size_t piece_bytes;   /* as the file has them */
    size_t staging_bytes; /* rows of one panel, before it is packed; or a vector's floats */
    uint8_t *piece;
    uint8_t *staging;
} gguf_workspace;

/* How a model's queries and keys are turned: new row 2i of a head is the file's row i, 2i + 1 is
 * i + head_size / 2 (bb_architecture's rope_halves). 0 if they stay as they are. */
typedef size_t gguf_turned_head;

static inline gguf_turned_head gguf_turned(const gguf_place *place, gguf_turned_head head_size)
{
    return place->in_heads ? head_size : 0;
}

/* Makes the sizes of a workspace do for a tensor, too. */
void bb_format_gguf_workspace_fit(gguf_workspace *workspace, const gguf_tensor *tensor,
                                  gguf_turned_head head);

/* Bytes of a tensor in memory. */
size_t bb_format_gguf_memory_of(const gguf_tensor *tensor);

/*
 * Reads a tensor, whose data begins at an offset of the source, into its memory, on a multiple of
 * BB_PANEL_ALIGNMENT. Fails with E-WEIGHTS-NAN, E-FILE-READ, E-FILE-TRUNCATED.
 */
bb_status bb_format_gguf_load_tensor(bb_source *source, uint64_t offset, const gguf_tensor *tensor,
                                     gguf_turned_head head, const gguf_workspace *workspace,
                                     void *memory);

#endif
