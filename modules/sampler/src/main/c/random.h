/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RANDOM_H
#define RANDOM_H

/* xorshift* (Vigna 2014, arXiv:1402.6246), with the shifts and the multiplier of llama2.c. */
#include <stdint.h>

static inline uint32_t random_bits(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * UINT64_C(0x2545f4914f6cdd1d)) >> 32);
}

/* Uniform in [0, 1): 24 bits, all that a float holds. */
static inline float random_unit(uint64_t *state)
{
    return (float)(random_bits(state) >> 8) / 16777216.0f;
}

#endif
