/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPL_H
#define REPL_H

#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/* Boot step: takes lines at the prompt until the kernel is told to leave. Does nothing in a kernel
 * that is not interactive. Does not fail: what goes wrong is reported and the prompt goes on. */
bb_status bb_repl_boot(bb_kernel *kernel);

#endif
