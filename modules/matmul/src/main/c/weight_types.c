/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_weights.h"
#include "matmul.h"

const bb_weight_type *bb_weight_type_of(bb_dtype type)
{
    for (size_t i = 0; i < bb_matmul_type_count; i++) {
        if (bb_matmul_types[i].type == type) {
            return &bb_matmul_types[i];
        }
    }
    return NULL;
}

const char *bb_dtype_name(bb_dtype type)
{
    static const char *const names[BB_DTYPE_COUNT] = {
        [BB_DTYPE_F32] = "F32",   [BB_DTYPE_F16] = "F16",   [BB_DTYPE_BF16] = "BF16",
        [BB_DTYPE_Q8_0] = "Q8_0", [BB_DTYPE_Q4_0] = "Q4_0", [BB_DTYPE_Q4_1] = "Q4_1",
    };
    return type < BB_DTYPE_COUNT ? names[type] : "?";
}
