/* SPDX-License-Identifier: Apache-2.0 */
#include "finite.h"

#include <stdint.h>

bool bb_format_llama2c_finite(const float *values, size_t count)
{
    /* A float is finite if not all bits of its exponent are set. */
    const uint32_t exponent = UINT32_C(0x7f800000);
    uint32_t found = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        __builtin_memcpy(&bits, &values[i], sizeof bits);
        found |= (bits & exponent) == exponent;
    }
    return found == 0;
}
