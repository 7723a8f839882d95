/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REAL_MODEL_H
#define REAL_MODEL_H

/*
 * A kernel with a real model of llama2.c for native tests: forward pass, tokenizer and sampler,
 * wired as the generators would. The test defines bb_options, bb_hooks_kv_event,
 * bb_hooks_process_logits and bb_hooks_token.
 */
#include "bb_kernel.h"

extern bb_kernel kernel;

/* Loads the files of a folder, or ends the program and says why. */
void real_model_boot(const char *folder, const char *model, const char *tokenizer);

#endif
