/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_TEST_H
#define BB_TEST_H

/*
 * Native unit tests of C code. A test program lists its tests and ends with a failure if a check
 * fails; the first failed check ends its test.
 *
 *     TEST(adds) { CHECK_EQUAL(add(1, 2), 3); }
 *     int main(void) { return RUN(adds); }
 */
#include <math.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Weak: all files of a program share them, so that a check may fail in any. */
__attribute__((weak)) jmp_buf bb_test_end;
__attribute__((weak)) const char *bb_test_name;

_Noreturn static inline void bb_test_fail(const char *file, int line)
{
    fprintf(stderr, "  at %s:%d, test %s\n", file, line, bb_test_name);
    longjmp(bb_test_end, 1);
}

static inline int bb_test_run(const char *name, void (*test)(void))
{
    bb_test_name = name;
    if (setjmp(bb_test_end) != 0)
        return 1;
    test();
    printf("ok %s\n", name);
    return 0;
}

#define TEST(name) static void test_##name(void)

/* 0 if the test passes, else 1: results can be added, or joined by |. */
#define RUN(name) bb_test_run(#name, test_##name)

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "FAILED: %s\n", #condition);                                           \
            bb_test_fail(__FILE__, __LINE__);                                                      \
        }                                                                                          \
    } while (0)

/* Whole numbers. */
#define CHECK_EQUAL(actual, expected)                                                              \
    do {                                                                                           \
        long long bb_actual = (long long)(actual), bb_expected = (long long)(expected);            \
        if (bb_actual != bb_expected) {                                                            \
            fprintf(stderr, "FAILED: %s is %lld, not %lld\n", #actual, bb_actual, bb_expected);    \
            bb_test_fail(__FILE__, __LINE__);                                                      \
        }                                                                                          \
    } while (0)

#define CHECK_TEXT(actual, expected)                                                               \
    do {                                                                                           \
        const char *bb_actual = (actual), *bb_expected = (expected);                               \
        if (strcmp(bb_actual, bb_expected) != 0) {                                                 \
            fprintf(stderr, "FAILED: %s is \"%s\", not \"%s\"\n", #actual, bb_actual,              \
                    bb_expected);                                                                  \
            bb_test_fail(__FILE__, __LINE__);                                                      \
        }                                                                                          \
    } while (0)

/* Numbers that may differ by `tolerance`; NaN equals nothing. */
#define CHECK_NEAR(actual, expected, tolerance)                                                    \
    do {                                                                                           \
        double bb_actual = (double)(actual), bb_expected = (double)(expected);                     \
        if (!(fabs(bb_actual - bb_expected) <= (double)(tolerance))) {                             \
            fprintf(stderr, "FAILED: %s is %.17g, not %.17g\n", #actual, bb_actual, bb_expected);  \
            bb_test_fail(__FILE__, __LINE__);                                                      \
        }                                                                                          \
    } while (0)

/* Random numbers that are the same in every run (splitmix64, Steele et al. 2014). */
static inline uint64_t bb_test_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

#endif
