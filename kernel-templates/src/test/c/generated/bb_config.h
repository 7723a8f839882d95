/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONFIG_H
#define BB_CONFIG_H

/* What the generators write for a kernel, for native tests. */
#define BB_KERNEL_NAME "test"
#define BB_VERSION "0"
#define BB_MODEL_FILE "\\models\\model.bin"
#define BB_TOKENIZER_FILE "\\models\\tokenizer.bin"
#define BB_MODEL_ROPE_THETA 10000.0f
#define BB_MODEL_NORM_EPSILON 1e-05f
#define BB_PARALLEL true
#define BB_KERNEL_INTERACTIVE true
#define BB_KERNEL_PROMPT_BATCH INT64_C(4)
#define BB_KERNEL_CONTEXT INT64_C(8192)
#define BB_KERNEL_KV_CACHE_F32 0
#define BB_KERNEL_KV_CACHE_F16 1
#define BB_KERNEL_KV_CACHE BB_KERNEL_KV_CACHE_F32
#define BB_KERNEL_WHEN_DONE_POWER_OFF 0
#define BB_KERNEL_WHEN_DONE_REBOOT 1
#define BB_KERNEL_WHEN_DONE_RETURN 2
#define BB_KERNEL_WHEN_DONE BB_KERNEL_WHEN_DONE_POWER_OFF

#endif
