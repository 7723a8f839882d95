/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MEMORY_TIME_TRAVEL_H
#define MEMORY_TIME_TRAVEL_H

/*
 * Checkpoints of the conversation: KV cache, tokens, position and the modules' session state (the
 * random numbers among it). After a rewind the same prompt gets the same answer, bit for bit.
 */
#include <stddef.h>

#include "bb_context.h"
#include "bb_generate.h"
#include "bb_status.h"

/* Arena demand: see the options slots and mebibytes. */
size_t bb_memory_time_travel_demand(bb_kernel *kernel);

/* Boot step: takes the memory. */
bb_status bb_memory_time_travel_boot(bb_kernel *kernel);

/* Token listener: an automatic checkpoint before each answer. */
bb_flow bb_memory_time_travel_hear(bb_kernel *kernel, const bb_token_event *event);

/* KV cache observer: follows the cache's length. */
void bb_memory_time_travel_observe(bb_kernel *kernel, const bb_kv_event *event);

/* /checkpoint [NAME]: fails with E-CHECKPOINT-NAME, E-CHECKPOINT-SPACE. */
bb_status bb_memory_time_travel_checkpoint(bb_kernel *kernel, const char *arguments);

/* /checkpoints */
bb_status bb_memory_time_travel_list(bb_kernel *kernel, const char *arguments);

/* /rewind [N]: by number or name, or back to before the latest answer. Fails with
 * E-CHECKPOINT-UNKNOWN, E-UNDO-NOTHING. */
bb_status bb_memory_time_travel_rewind(bb_kernel *kernel, const char *arguments);

/* /forget N, by number or name: fails with E-CHECKPOINT-UNKNOWN. */
bb_status bb_memory_time_travel_forget(bb_kernel *kernel, const char *arguments);

#endif
