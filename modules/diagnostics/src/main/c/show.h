/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SHOW_H
#define SHOW_H

#include <stddef.h>

#include "bb_kernel.h"

/* Tokens that are shown at most. */
enum { BB_SHOW_MAX = 50 };

/* Prints the likeliest tokens that may follow the context, one a line: id, text, logit,
 * probability. `wanted` beyond BB_SHOW_MAX counts as that. */
void bb_show_likely(bb_kernel *kernel, const float *logits, size_t wanted);

#endif
