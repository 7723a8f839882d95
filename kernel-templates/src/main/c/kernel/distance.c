/* SPDX-License-Identifier: Apache-2.0 */
/* How far apart two names are, to guess which one was meant. */
#include "bb_text.h"

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t bb_text_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    unsigned char row[BB_DISTANCE_LIMIT + 1];
    if (a_length > BB_DISTANCE_LIMIT || b_length > BB_DISTANCE_LIMIT)
        return SIZE_MAX;
    for (size_t j = 0; j <= b_length; j++)
        row[j] = (unsigned char)j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = row[0];
        row[0] = (unsigned char)i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = (unsigned char)least(replaced, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[b_length];
}
