/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DIAGNOSTICS_H
#define DIAGNOSTICS_H

/* What can be seen of a kernel at work. Without its options it costs two tests of a flag a token.
 */
#include <stdbool.h>
#include <stddef.h>

#include "bb_generate.h"
#include "bb_option.h"
#include "bb_status.h"

/* Boot step: starts the watch for NaNs. */
bb_status bb_diagnostics_boot(bb_kernel *kernel);

/* Boot step, as soon as the kernels can run. Fails with E-SELFTEST-MATMUL. */
bb_status bb_diagnostics_selftest_boot(bb_kernel *kernel);

/* Option listener: the watch is on or off. */
void bb_diagnostics_option_changed(bb_kernel *kernel, const bb_option *option);

/* Token listener: the likeliest tokens, the answer's ids, the cause of a NaN. */
bb_flow bb_diagnostics_hear(bb_kernel *kernel, const bb_token_event *event);

/* Whether there are logits yet: memory is garbage before. */
bool bb_diagnostics_has_logits(void);

/* /map: the firmware's memory map, summed up by type. */
bb_status bb_diagnostics_map(bb_kernel *kernel, const char *arguments);

/* /logits [N]: the N likeliest tokens of the latest logits. Fails with E-DIAGNOSTICS-ARGUMENT. */
bb_status bb_diagnostics_logits(bb_kernel *kernel, const char *arguments);

/* /layers: the next token's residual stream, layer by layer. */
bb_status bb_diagnostics_layers(bb_kernel *kernel, const char *arguments);

/* /selftest: the self-test, then each kernel's speed. Fails with E-SELFTEST-MATMUL. */
bb_status bb_diagnostics_selftest(bb_kernel *kernel, const char *arguments);

#endif
