/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_BOOT_STEPS_H
#define BB_BOOT_STEPS_H

/* The boot steps of every kernel, by phase, and where it reads its model from. */
#include "bb_source.h"
#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/* CONSOLE: tells what the console is made of and who made the firmware. */
bb_status bb_console_boot(bb_kernel *kernel);

/* MEMORY: surveys the memory. Fails with E-MEMORY-MAP. */
bb_status bb_memory_boot(bb_kernel *kernel);

/* STORAGE: looks at the boot volume. Does not fail without one: a model may come from elsewhere. */
bb_status bb_storage_boot(bb_kernel *kernel);

/*
 * MODEL: opens model and tokenizer, reads the model's header, plans the memory, loads both,
 * prepares the forward pass. Fails with E-TOKENIZER-MISMATCH if they do not belong together, and
 * with what these steps fail with.
 */
bb_status bb_model_boot(bb_kernel *kernel);

/* The model source "esp": files of the boot volume. */
bb_status bb_esp_source_open(bb_kernel *kernel, const char *name, bb_source *out);

#endif
