/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LETTER_BAN_H
#define LETTER_BAN_H

#include "bb_sampler.h"
#include "bb_status.h"

/* Logits processor: rules out the tokens that have the letter in them. */
void bb_letter_ban_process(bb_kernel *kernel, bb_logits *logits);

/* /letter [X]: sets the option. Fails with E-OPTION-VALUE. */
bb_status bb_letter_ban_command(bb_kernel *kernel, const char *arguments);

#endif
