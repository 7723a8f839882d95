/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONFIG_H
#define BB_CONFIG_H

/* What the declaration fixes, for this module's tests. */
#include <stdint.h>

#define BB_MODEL_FILE "\\models\\model.bin"
#define BB_TOKENIZER_FILE "\\models\\tokenizer.bin"
#define BB_KERNEL_INTERACTIVE true
#define BB_REPL_PROMPT "> "
#define BB_REPL_HISTORY INT64_C(64)

#endif
