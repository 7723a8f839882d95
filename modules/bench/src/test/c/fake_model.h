/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_MODEL_H
#define FAKE_MODEL_H

/*
 * A model whose logits are known, and one file on the volume. Behind a token t at position p, token
 * v has the logit of fake_logit.
 */
#include "bb_kernel.h"

enum { FAKE_VOCABULARY = 7, FAKE_CONTEXT = 10 };

extern bb_kernel fake_kernel_state;

float fake_logit(int32_t token, size_t position, size_t v);

/* Calls of bb_forward since the last call: "5@0 1@5 " is five tokens at 0, then one at 5. */
const char *fake_calls(void);

/* The file that is there. */
void fake_put(const char *path, const void *bytes, size_t size);

/* What was written last; its path is fake_written_path. */
extern const char *fake_written_path;
extern float fake_written[];
extern size_t fake_written_bytes;

/* Pages that were allocated and not given back. */
extern int fake_pages;

#endif
