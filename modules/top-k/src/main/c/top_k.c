/* SPDX-License-Identifier: Apache-2.0 */
#include "top_k.h"

#include "bb_memory.h"
#include "bb_options.h"

/*
 * A radix selection: the k-th greatest value is found digit by digit, the highest first, by
 * counting how many values have each digit. Three passes over the values, whatever they are, and no
 * memory but the counters.
 */
#define DIGIT_BITS 11
#define DIGITS ((size_t)1 << DIGIT_BITS)

/* A number that is ordered as the floats are, NaN of a positive sign on top. */
static uint32_t order_of(float value)
{
    uint32_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return bits & UINT32_C(0x80000000) ? ~bits : bits | UINT32_C(0x80000000);
}

/* The order of the k-th greatest value; 0 < k <= count. */
static uint32_t find_kth(const float *values, size_t count, size_t k)
{
    static uint32_t counters[DIGITS];
    uint32_t found = 0; /* the digits that are known */
    for (int shift = 32 - DIGIT_BITS, known = 32;; shift -= DIGIT_BITS) {
        shift = shift < 0 ? 0 : shift;
        memset(counters, 0, sizeof counters);
        for (size_t i = 0; i < count; i++) {
            uint32_t order = order_of(values[i]);
            if (known == 32 || order >> known == found >> known) {
                counters[(order >> shift) & (DIGITS - 1)]++;
            }
        }
        size_t digit = DIGITS - 1;
        for (; counters[digit] < k; digit--) {
            k -= counters[digit];
        }
        found |= (uint32_t)digit << shift;
        if (shift == 0) {
            return found;
        }
        known = shift;
    }
}

void bb_top_k_process(bb_kernel *kernel, bb_logits *logits)
{
    (void)kernel;
    int64_t k = bb_options.top_k.k;
    if (k <= 0 || (uint64_t)k >= logits->count) {
        return;
    }
    uint32_t last = find_kth(logits->values, logits->count, (size_t)k);
    for (size_t i = 0; i < logits->count; i++) {
        float value = logits->values[i];
        if (order_of(value) < last && value == value) {
            logits->values[i] = -__builtin_inff();
        }
    }
}
