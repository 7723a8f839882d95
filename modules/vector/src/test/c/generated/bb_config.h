/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONFIG_H
#define BB_CONFIG_H

#include <stdbool.h>

/* For native tests: a cache of either type, several processors. */
#define BB_PARALLEL true
#define BB_KERNEL_KV_CACHE_F32 0
#define BB_KERNEL_KV_CACHE_F16 1
#define BB_KERNEL_KV_CACHE 2

#endif
