/* SPDX-License-Identifier: Apache-2.0 */
/*
 * memcpy and its like, which the compiler calls on its own. Sixteen bytes at a time: the baseline
 * of x86-64 has SSE2, and large data is read by the firmware straight to its place.
 */
#include <stdint.h>

#include "bb_bytes.h"

/* Keeps the compiler from recognizing the loops and turning them into calls of themselves. */
#define BASIC __attribute__((no_builtin))

typedef unsigned char block __attribute__((vector_size(16), aligned(1), may_alias));

BASIC void *memcpy(void *restrict to, const void *restrict from, size_t length)
{
    unsigned char *out = to;
    const unsigned char *in = from;
    for (; length >= sizeof(block); length -= sizeof(block)) {
        *(block *)out = *(const block *)in;
        out += sizeof(block);
        in += sizeof(block);
    }
    while (length-- > 0)
        *out++ = *in++;
    return to;
}

BASIC void *memmove(void *to, const void *from, size_t length)
{
    unsigned char *out = to;
    const unsigned char *in = from;
    /* Forwards is safe unless the target starts inside the source. */
    if ((uintptr_t)out - (uintptr_t)in >= length) {
        for (; length >= sizeof(block); length -= sizeof(block)) {
            block value = *(const block *)in;
            *(block *)out = value;
            out += sizeof(block);
            in += sizeof(block);
        }
        for (; length > 0; length--)
            *out++ = *in++;
        return to;
    }
    for (; length >= sizeof(block); length -= sizeof(block))
        *(block *)(out + length - sizeof(block)) = *(const block *)(in + length - sizeof(block));
    while (length-- > 0)
        out[length] = in[length];
    return to;
}

BASIC void *memset(void *to, int byte, size_t length)
{
    unsigned char *out = to;
    unsigned char value = (unsigned char)byte;
    block values = (block){0} + value;
    for (; length >= sizeof(block); length -= sizeof(block)) {
        *(block *)out = values;
        out += sizeof(block);
    }
    while (length-- > 0)
        *out++ = value;
    return to;
}

BASIC int memcmp(const void *a, const void *b, size_t length)
{
    const unsigned char *left = a, *right = b;
    for (size_t i = 0; i < length; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}
