/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONFIG_H
#define BB_CONFIG_H

/* A test sets the cap itself. */
#include <stdint.h>

extern int64_t test_mebibytes;
#define BB_HEAP_BUMP_MEBIBYTES test_mebibytes

#endif
