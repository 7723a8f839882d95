/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORY_H
#define STORY_H

#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/* Boot step: prints the continuation of a prompt and how fast it came, then forgets it. Fails as
 * bb_generate does. */
bb_status bb_story_boot(bb_kernel *kernel);

#endif
