/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONFIG_H
#define BB_CONFIG_H

/* What the declaration fixes, for this module's tests. */
#include <stdbool.h>
#include <stdint.h>

#define BB_MODEL_ROPE_THETA 10000.0f
#define BB_MODEL_NORM_EPSILON 1e-05f

#define BB_PARALLEL true
#define BB_KERNEL_PROMPT_BATCH INT64_C(4)
#define BB_KERNEL_CONTEXT INT64_C(8192)
#define BB_KERNEL_KV_CACHE_F32 0
#define BB_KERNEL_KV_CACHE_F16 1
#define BB_KERNEL_KV_CACHE BB_KERNEL_KV_CACHE_F32

#define BB_MEMORY_TIME_TRAVEL_SLOTS INT64_C(6)
#define BB_MEMORY_TIME_TRAVEL_MEBIBYTES INT64_C(1)

#endif
