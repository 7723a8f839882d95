/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_MODEL_BOOT_H
#define BB_MODEL_BOOT_H

/* From a model's file to a model that answers, in steps: for the boot, and for modules that choose
 * among several models or exchange the one in use. */
#include <stdbool.h>
#include <stddef.h>

#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/*
 * Opens kernel->model_file, reads its header, chooses its tokenizer and opens
 * kernel->tokenizer_file if the model has no vocabulary: all that the memory plan has to know. With
 * a failure nothing stays open. What the model before left in memory is no longer described by the
 * kernel then. Fails with what sources, formats and bb_tokenizer_choose fail with.
 */
bb_status bb_model_open(bb_kernel *kernel);

/* Closes what is open of it. */
void bb_model_close(bb_kernel *kernel);

/*
 * Runs phase MODEL once more, after another model_file was set and all arenas were released: the
 * kernel's own step, and those of the modules, which take their memory for the new model. With a
 * failure there is no model.
 */
bb_status bb_model_restart(bb_kernel *kernel);

/* --- The capability modelchoice: calls of the one module that provides it. --- */

/*
 * Decides which model phase MODEL loads: sets model_file, tokenizer_file and context_limit, which
 * hold the definition's, or leaves them. Without the capability they stay.
 */
bb_status bb_model_choose(bb_kernel *kernel);

/* Whether a name or number means a model that there is, or is the beginning of several. Without the
 * capability none is known. */
bool bb_model_is_known(bb_kernel *kernel, const char *name, size_t length);

/*
 * Puts another model in the place of the one in use, by its name or number, and forgets the
 * conversation. A model that cannot be used is refused before anything is given up. Without the
 * capability it fails with E-MODEL-CHOICE.
 */
bb_status bb_model_change(bb_kernel *kernel, const char *name, size_t length);

#endif
