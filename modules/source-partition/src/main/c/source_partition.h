/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SOURCE_PARTITION_H
#define SOURCE_PARTITION_H

/* The model on a partition of its own: docs/image-format.md tells its type. */
#include "bb_source.h"
#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/*
 * Opens the model partition, if `name` is the model's; other names are those of files. Fails with
 * E-PARTITION-MISSING, E-FILE-MISSING.
 */
bb_status bb_source_partition_open(bb_kernel *kernel, const char *name, bb_source *out);

#endif
