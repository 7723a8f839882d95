/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_LOOK_H
#define MODEL_LOOK_H

/* What a file's header tells of a model, and whether it fits in memory. */
#include "model_list.h"

typedef struct bb_kernel bb_kernel;
typedef struct bb_memory_info bb_memory_info;

/*
 * Looks at all entries, and takes those out that are no models. `memory` is the machine's while no
 * model is loaded. The kernel's model is overwritten.
 */
void bb_model_look_at_all(bb_kernel *kernel, model_list *list, const bb_memory_info *memory);

/* Makes an entry the one that phase MODEL loads. */
void bb_model_look_take(bb_kernel *kernel, const model_entry *entry);

#endif
