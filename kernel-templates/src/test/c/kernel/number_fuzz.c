/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/number.c */
/* libFuzzer target: numbers from any text, against the C library's. */
#include "bb_fuzz.h"
#include "bb_text.h"

#include <errno.h>
#include <math.h>

/* The digits, the point and the signs that ours are made of: the C library takes more than that. */
static bool is_plain(const char *text)
{
    return text[strspn(text, "0123456789+-.eE")] == 0;
}

static void check_integer(const char *text, size_t length)
{
    int64_t ours = 0;
    char *end;
    bool taken = bb_parse_integer(text, length, &ours);
    char *copy = fuzz_text(text, length);
    errno = 0;
    long long theirs = strtoll(copy, &end, 10);
    bool plain = length > 0 && copy[strspn(copy, "0123456789+-")] == 0 && strlen(copy) == length;
    REQUIRE(taken == (plain && end == copy + length && errno == 0));
    REQUIRE(!taken || ours == theirs);
    free(copy);
}

static void check_number(const char *text, size_t length)
{
    double ours = 0;
    char *end;
    bool taken = bb_parse_number(text, length, &ours);
    char *copy = fuzz_text(text, length);
    double theirs = strtod(copy, &end);
    bool plain = length > 0 && is_plain(copy) && strlen(copy) == length;
    bool valid = plain && end == copy + length && !isinf(theirs);
    REQUIRE(taken == valid || fabs(theirs) > 1.79e308); /* at the limit, either will do */
    if (taken && valid) {
        double low = nextafter(theirs, -INFINITY), high = nextafter(theirs, INFINITY);
        REQUIRE(ours >= low && ours <= high);
        REQUIRE(signbit(ours) == signbit(theirs));
    }
    free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_bytes(data, size);
    check_integer(text, size);
    check_number(text, size);
    free(text);
    return 0;
}
