/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LOGIT_BIAS_H
#define LOGIT_BIAS_H

#include "bb_option.h"
#include "bb_sampler.h"
#include "bb_status.h"

/* Boot step, once the tokenizer is loaded: reads the option. Fails with E-LOGIT-BIAS. */
bb_status bb_logit_bias_boot(bb_kernel *kernel);

/* Option listener: reads the option anew; reports what is wrong with it, and then adds nothing. */
void bb_logit_bias_option_changed(bb_kernel *kernel, const bb_option *option);

/* Logits processor: adds the biases. */
void bb_logit_bias_process(bb_kernel *kernel, bb_logits *logits);

#endif
