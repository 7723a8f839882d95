/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/format.c ../../../main/c/kernel/decimal.c
 * ../../../main/c/kernel/text.c */
#include "bb_format.h"

#include "bb_test.h"

#define SAME(...)                                                                                  \
    do {                                                                                           \
        char ours[512], theirs[512];                                                               \
        size_t length = bb_format(ours, sizeof ours, __VA_ARGS__);                                 \
        snprintf(theirs, sizeof theirs, __VA_ARGS__);                                              \
        CHECK_TEXT(ours, theirs);                                                                  \
        CHECK_EQUAL(length, strlen(ours));                                                         \
    } while (0)

TEST(plain_and_texts)
{
    SAME("nothing");
    SAME("100%% %c %s|%10s|%-10s|", 'x', "text", "right", "left");
    SAME("%.*s|%.3s|%5.2s|", 2, "abcdef", "abcdef", "abcdef");
    SAME("%.*s|", -1, "all of it");
    SAME("%-4c|%4c|", 'a', 'b');
    SAME("%*s|%*s|%-*d|%0*d|", 6, "ab", -6, "ab", 5, 42, 5, 42);
}

TEST(a_text_need_not_end)
{
    char bytes[3] = {'a', 'b', 'c'};
    char out[8];
    bb_format(out, sizeof out, "%.*s", 3, bytes);
    CHECK_TEXT(out, "abc");
}

TEST(limits_of_integers)
{
    SAME("%d %d %lld %lld", INT32_MIN, INT32_MAX, (long long)INT64_MIN, (long long)INT64_MAX);
    SAME("%u %llu %zu %x %llx", UINT32_MAX, (unsigned long long)UINT64_MAX, SIZE_MAX, 0xdeadbeefu,
         (unsigned long long)UINT64_MAX);
    SAME("%05d|%-5d|%5d|%02x|%ld|%lu|%zd", -42, -42, -42, 5u, -7L, 7UL, (ssize_t)-9);
}

TEST(random_integers)
{
    uint64_t state = 1;
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = bb_test_random(&state) >> (bb_test_random(&state) % 64);
        SAME("%lld|%llu|%llx|%20lld|%020lld|%-20lld|", (long long)bits, (unsigned long long)bits,
             (unsigned long long)bits, (long long)bits, -(long long)(bits >> 1), (long long)bits);
    }
}

TEST(halves_go_to_even)
{
    SAME("%.0f %.0f %.0f %.0f %.0f", 0.5, 1.5, 2.5, -0.5, 3.5);
    SAME("%.1f %.1f %.2f %.2f %.3f", 0.25, 0.75, 0.125, 0.375, 2.0005);
    SAME("%.1f %.2f %.6f", 9.96, 99.999, 0.9999999);
}

TEST(edges_of_doubles)
{
    const double values[] = {0.0,
                             -0.0,
                             1.0,
                             1e-320,
                             5e-324,
                             2.2250738585072014e-308,
                             1.7976931348623157e308,
                             1e15,
                             1e16,
                             9007199254740993.0,
                             1e22,
                             1e23,
                             -1e300,
                             3.4e38,
                             4294967296.0,
                             1e9,
                             1e18,
                             123456789012345678.0};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        SAME("%f %.0f %.3f %.17f", values[i], values[i], values[i], values[i]);
    SAME("%f %f %8.2f %-8.2f| %08.2f", (double)INFINITY, -(double)INFINITY, (double)INFINITY,
         -(double)INFINITY, -(double)INFINITY);
    SAME("%08.2f|%-9.1f|%9.1f|%.1f", -3.14159, 2.75, 2.75, -0.04);
    char out[16];
    bb_format(out, sizeof out, "%f", (double)NAN);
    CHECK(strstr(out, "nan") != NULL);
}

TEST(random_doubles)
{
    uint64_t state = 2;
    for (int i = 0; i < 50000; i++) {
        uint64_t bits = bb_test_random(&state);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (isnan(value))
            continue;
        int precision = (int)(bb_test_random(&state) % 18);
        char ours[400], theirs[400], format[16];
        snprintf(format, sizeof format, "%%.%df", precision);
#pragma clang diagnostic ignored "-Wformat-nonliteral"
#pragma clang diagnostic ignored "-Wformat-security"
        bb_format(ours, sizeof ours, format, value);
        snprintf(theirs, sizeof theirs, format, value);
        CHECK_TEXT(ours, theirs);
        double everyday = (double)(int64_t)bits * 1e-15;
        bb_format(ours, sizeof ours, format, everyday);
        snprintf(theirs, sizeof theirs, format, everyday);
        CHECK_TEXT(ours, theirs);
    }
}

TEST(is_cut_between_characters)
{
    char out[6];
    CHECK_EQUAL(bb_format(out, sizeof out, "%s", "12345678"), 5);
    CHECK_TEXT(out, "12345");
    CHECK_EQUAL(bb_format(out, sizeof out, "1234\u00e9"), 4);
    CHECK_TEXT(out, "1234");
    CHECK_EQUAL(bb_format(out, sizeof out, "12\U0001f600"), 2);
    CHECK_TEXT(out, "12");
    CHECK_EQUAL(bb_format(out, sizeof out, "1\U0001f600"), 5);
    CHECK_EQUAL(bb_format(out, 1, "x"), 0);
    CHECK_TEXT(out, "");
}

TEST(no_text_is_told)
{
    char out[16];
    bb_format(out, sizeof out, "%s", (const char *)NULL);
    CHECK_TEXT(out, "(null)");
}

int main(void)
{
    return RUN(plain_and_texts) | RUN(a_text_need_not_end) | RUN(limits_of_integers) |
           RUN(random_integers) | RUN(halves_go_to_even) | RUN(edges_of_doubles) |
           RUN(random_doubles) | RUN(is_cut_between_characters) | RUN(no_text_is_told);
}
