/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ARCH_GEMMA3_H
#define ARCH_GEMMA3_H

#include "bb_architecture.h"

/* The architecture "gemma3": takes a batch through one layer. */
void bb_arch_gemma3_layer(bb_batch *batch, size_t number);

/* Completes and checks a model's constants. Fails with E-MODEL-CONSTANT. */
bb_status bb_arch_gemma3_complete(bb_model *model, const char *file);

#endif
