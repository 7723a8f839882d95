/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ARCH_QWEN2_H
#define ARCH_QWEN2_H

#include "bb_architecture.h"

/* The architecture "qwen2": takes a batch through one layer. */
void bb_arch_qwen2_layer(bb_batch *batch, size_t number);

#endif
