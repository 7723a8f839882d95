/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A vector set, for whatever instructions the file that includes this has chosen: so the sets
 * cannot drift apart. The file defines
 *   BB_VECTOR_FMA, BB_VECTOR_F16C   if the instructions are there
 *   BB_VECTOR_ACCUMULATORS          vectors of 16 floats that sums may keep in registers
 * and has the target's attribute in force.
 */
#include <stdbool.h>

#include "set_attention.h"
#include "set_elements.h"
#include "set_quantize.h"
#include "set_rope.h"
#include "set_softmax.h"

#define BB_VECTOR_SET(set_name, set_features)                                                      \
    {                                                                                              \
        .name = (set_name),                                                                        \
        .features = (set_features),                                                                \
        .rmsnorm = rmsnorm,                                                                        \
        .rope = rope,                                                                              \
        .swiglu = swiglu,                                                                          \
        .geglu = BB_VECTOR_GEGLU ? geglu : NULL,                                                   \
        .soft_cap = BB_VECTOR_SOFT_CAP ? soft_cap : NULL,                                          \
        .accumulate = accumulate,                                                                  \
        .interleave = interleave,                                                                  \
        .quantize = BB_VECTOR_QUANTIZES ? quantize : NULL,                                         \
        .store_kv = store_kv,                                                                      \
        .round_kv = BB_PARALLEL ? round_kv : NULL,                                                 \
        .attend = attend,                                                                          \
        .softmax = softmax,                                                                        \
    }
