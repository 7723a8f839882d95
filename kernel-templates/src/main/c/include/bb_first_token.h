/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_FIRST_TOKEN_H
#define BB_FIRST_TOKEN_H

/*
 * How long it took from the kernel's entry to the first token of the first answer: told once,
 * behind that answer. What the kernel waited for in between, such as a prompt to be typed, does not
 * count.
 */
#include "bb_generate.h"

typedef struct bb_kernel bb_kernel;

/* From now on the kernel can answer: the end of the boot, as far as it takes part. */
void bb_first_token_ready(void);

/* Token listener. */
bb_flow bb_first_token_hear(bb_kernel *kernel, const bb_token_event *event);

#endif
