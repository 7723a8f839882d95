/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONFIG_H
#define BB_CONFIG_H

/* The options of native tests. */
#include <stdint.h>

#define BB_FORMAT_GGUF_MAX_CONTEXT INT64_C(8192)

#endif
