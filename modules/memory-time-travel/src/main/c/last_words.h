/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAST_WORDS_H
#define LAST_WORDS_H

#include "checkpoints.h"

/* Bytes of the text, and a zero byte: they fit a line of /checkpoints. */
enum { BB_LAST_WORDS_CAPACITY = 28 };

/* Writes the end of a checkpoint's text on one line, "..." in front if it is not all of it. */
void bb_last_words(bb_kernel *kernel, const bb_checkpoint *checkpoint,
                   char out[BB_LAST_WORDS_CAPACITY]);

#endif
