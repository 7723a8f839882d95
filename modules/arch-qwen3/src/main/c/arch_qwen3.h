/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ARCH_QWEN3_H
#define ARCH_QWEN3_H

#include "bb_architecture.h"

/* The architecture "qwen3": takes a batch through one layer. */
void bb_arch_qwen3_layer(bb_batch *batch, size_t number);

#endif
