/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_FUZZ_H
#define BB_FUZZ_H

/*
 * For libFuzzer targets: each is a program of its own in a file *_fuzz.c, with a header comment as
 * of a unit test. Seeds are in src/test/corpus/<name>, without the _fuzz.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise of the code under test. */
#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "BROKEN PROMISE: %s\n  at %s:%d\n", #condition, __FILE__, __LINE__);   \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* A copy of just this size, so that AddressSanitizer sees its ends. The caller frees it. */
static inline void *fuzz_bytes(const void *from, size_t size)
{
    void *copy = malloc(size);
    if (copy == NULL)
        exit(1);
    if (size > 0)
        memcpy(copy, from, size);
    return copy;
}

/* A copy with a zero byte behind it. */
static inline char *fuzz_text(const void *from, size_t size)
{
    char *copy = malloc(size + 1);
    if (copy == NULL)
        exit(1);
    if (size > 0)
        memcpy(copy, from, size);
    copy[size] = 0;
    return copy;
}

/* Cuts `size` bytes off the front of the input: fewer if it has no more. */
static inline const uint8_t *fuzz_cut(const uint8_t **data, size_t *left, size_t *size)
{
    const uint8_t *front = *data;
    if (*size > *left)
        *size = *left;
    *data += *size;
    *left -= *size;
    return front;
}

/* A number from 0 to 255 off the front of the input; 0 if it has ended. */
static inline size_t fuzz_byte(const uint8_t **data, size_t *left)
{
    size_t size = 1;
    const uint8_t *front = fuzz_cut(data, left, &size);
    return size == 1 ? *front : 0;
}

#endif
