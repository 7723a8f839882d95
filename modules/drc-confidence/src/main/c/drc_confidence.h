/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRC_CONFIDENCE_H
#define DRC_CONFIDENCE_H

/* How sure the model was of its answer: shown, and usable to stop one. */
#include <stddef.h>

#include "bb_generate.h"
#include "bb_status.h"
#include "verdict.h"

/* The last answer's sums: what belongs to the conversation, a checkpoint keeps it. */
extern bb_answer_measure bb_drc_confidence_state;

/* Arena demand: a line of the table for each position of the context. */
size_t bb_drc_confidence_demand(bb_kernel *kernel);

/* Boot step: takes the memory. */
bb_status bb_drc_confidence_boot(bb_kernel *kernel);

/* Token listener: measures each token; BB_STOP if the option stop wants it. */
bb_flow bb_drc_confidence_hear(bb_kernel *kernel, const bb_token_event *event);

/* /confidence: the last answer's table. */
bb_status bb_drc_confidence_command(bb_kernel *kernel, const char *arguments);

#endif
