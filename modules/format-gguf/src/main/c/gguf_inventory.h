/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_INVENTORY_H
#define GGUF_INVENTORY_H

/* All tensors of a file: that each one is there that the model needs, once, and what they take. */
#include "gguf_tensors.h"
#include "gguf_weights.h"

typedef struct gguf_inventory {
    bool has_classifier;
    const char *main_type; /* name of the type of most weights */
    uint64_t parameters;
    uint64_t
        data_bytes; /* of the file, from the first tensor's first byte to the last one's last */
    size_t memory;  /* of the weights' arena, for the tensors alone; SIZE_MAX: too much */
    gguf_workspace workspace; /* its sizes */
} gguf_inventory;

/*
 * Walks along a list of `count` tensors. Fails with E-GGUF-TENSOR and as bb_format_gguf_next_tensor
 * does. Not for several processors at once.
 */
bb_status bb_format_gguf_take_inventory(gguf_walk *walk, uint64_t count, gguf_turned_head head,
                                        gguf_inventory *inventory);

#endif
