/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONFIG_H
#define BB_CONFIG_H

/* What the generators write for a kernel, for native tests. */
#define BB_MODEL_FILE "\\models\\own.bbw"
#define BB_TOKENIZER_FILE "\\models\\tok512.bin"
#define BB_KERNEL_CONTEXT INT64_C(8192)

#endif
