/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTOR_H
#define VECTOR_H

/* The installed vector sets and the choice of one. */
#include <stddef.h>

#include "bb_kernel.h"
#include "bb_vector_set.h"

/* The installed sets, fastest first, then NULL; the last is one that every processor can run.
 * Generated: vector_table.c. */
const bb_vector_set *bb_vector_installed(size_t index);

/* Boot step: chooses the fastest set that the processor can run. */
bb_status bb_vector_boot(bb_kernel *kernel);

#endif
