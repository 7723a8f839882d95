/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ARCH_LLAMA_H
#define ARCH_LLAMA_H

#include "bb_architecture.h"

/* The architecture "llama": takes a batch through one layer. */
void bb_arch_llama_layer(bb_batch *batch, size_t number);

#endif
