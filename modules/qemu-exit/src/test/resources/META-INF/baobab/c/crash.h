/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CRASH_H
#define CRASH_H

#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/* Raises the exception of the option; does not return. */
bb_status bb_crash_boot(bb_kernel *kernel);

#endif
