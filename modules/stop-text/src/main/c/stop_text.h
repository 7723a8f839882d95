/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STOP_TEXT_H
#define STOP_TEXT_H

#include "bb_generate.h"

/* Token listener: stops an answer at the first token behind the option's text. */
bb_flow bb_stop_text_hear(bb_kernel *kernel, const bb_token_event *event);

#endif
