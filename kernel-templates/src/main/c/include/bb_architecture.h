/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_ARCHITECTURE_H
#define BB_ARCHITECTURE_H

/*
 * Architectures: what a layer of a model computes. One module each; a model's file names the one
 * that it needs, and a kernel can have several.
 */
#include <stdbool.h>
#include <stddef.h>

#include "bb_model.h"
#include "bb_status.h"

typedef struct bb_batch bb_batch;

struct bb_architecture {
    const char *name; /* as general.architecture of GGUF files has it: "llama" */

    /* Takes the batch through a layer, 0 to `layers` - 1: written with the steps of
     * bb_transformer.h, called between bb_platform_vector_begin and _end. */
    void (*layer)(bb_batch *batch, size_t number);

    /* Its GGUF files hold queries and keys for a rotation of (i, i + head_size / 2), not of
     * adjacent pairs as the kernel turns them: formats change the order of rows while loading. */
    bool rope_halves;

    /* Its layers have norms behind their blocks, too: formats demand them of it, and of no other.
     */
    bool norms_behind;

    /*
     * Checks the constants of a model and fills in those that follow from its shape or are meant
     * where a file does not tell them: formats whose files name the architecture call it when shape
     * and constants are as the file has them. Fails with E-MODEL-CONSTANT. NULL: nothing to do.
     */
    bb_status (*complete)(bb_model *model, const char *file);

    /* Changes the logits, (vocabulary), that the classifier has made; NULL: they stay. */
    void (*finish)(const bb_model *model, float *logits);
};

/*
 * Gives a model the architecture of a name: formats call it when they read the header. Fails with
 * E-MODEL-ARCHITECTURE, which tells what the file wants and what is installed. A name from a file
 * must have been checked to be printable.
 */
bb_status bb_model_set_architecture(bb_model *model, const char *name, const char *file);

#endif
