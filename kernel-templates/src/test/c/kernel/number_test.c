/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/number.c */
#include "bb_text.h"

#include "bb_test.h"

static bool integer(const char *text, int64_t *out)
{
    size_t length = strlen(text);
    char *exact = malloc(length + 1);
    memcpy(exact, text, length);
    bool ok = bb_parse_integer(exact, length, out);
    free(exact);
    return ok;
}

static bool number(const char *text, double *out)
{
    return bb_parse_number(text, strlen(text), out);
}

TEST(integers)
{
    static const struct {
        const char *text;
        int64_t value;
    } good[] = {{"0", 0},
                {"-0", 0},
                {"+7", 7},
                {"007", 7},
                {"9223372036854775807", INT64_MAX},
                {"-9223372036854775808", INT64_MIN}};
    int64_t value;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        CHECK(integer(good[i].text, &value));
        CHECK_EQUAL(value, good[i].value);
    }
    static const char *const bad[] = {"",
                                      "-",
                                      "+",
                                      "--1",
                                      "1 ",
                                      " 1",
                                      "1.0",
                                      "1e3",
                                      "0x10",
                                      "9223372036854775808",
                                      "-9223372036854775809",
                                      "99999999999999999999999",
                                      "\u0661"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        value = 42;
        CHECK(!integer(bad[i], &value));
        CHECK_EQUAL(value, 42);
    }
}

TEST(numbers_that_are_none)
{
    static const char *const bad[] = {"",       ".",
                                      "-",      "+.",
                                      "e5",     "1e",
                                      "1e+",    "1e-",
                                      "1.2.3",  "1e5.0",
                                      "inf",    "nan",
                                      "0x1p3",  "1 ",
                                      " 1",     "1,5",
                                      "--1",    "1e309",
                                      "-1e309", "1e99999999999999999999",
                                      "1f",     "123456789e400"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        double value = 42;
        CHECK(!number(bad[i], &value));
        CHECK_EQUAL(value, 42);
    }
}

static void check_close(const char *text)
{
    double ours, theirs = strtod(text, NULL);
    CHECK(number(text, &ours));
    /* The nearest double, or the one beside it. */
    if (!(ours == theirs || ours == nextafter(theirs, ours)))
        fprintf(stderr, "%.60s: %.17g, not %.17g\n", text, ours, theirs);
    CHECK(ours == theirs || ours == nextafter(theirs, ours));
}

TEST(everyday_numbers_are_exact)
{
    static const char *const texts[] = {
        "0",        "-0",      "1",     "0.9",     "0.1",
        ".5",       "5.",      "1e-05", "10000.0", "1e22",
        "1e-22",    "3.14159", "+2.5",  "1E3",     "123456789012345",
        "0.000001", "-273.15"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double ours;
        CHECK(number(texts[i], &ours));
        CHECK(ours == strtod(texts[i], NULL));
    }
}

TEST(edges)
{
    check_close("1.7976931348623157e308");
    check_close("2.2250738585072014e-308");
    check_close("5e-324");
    check_close("1e-400");
    check_close("0e999999999999");
    check_close("123456789012345678901234567890");
    check_close("0.000000000000000000000000000000000000000001e42");
    check_close("10000000000000000000000000000000000000000000e-43");
    char text[4001];
    memset(text, '9', 4000);
    text[4000] = 0;
    double value;
    CHECK(!number(text, &value));
    memcpy(text, "0.", 2);
    check_close(text);
    memset(text + 2, '0', 3990);
    check_close(text);
    memcpy(text + 3994, "e3995", 6);
    check_close(text);
}

TEST(random_numbers)
{
    uint64_t state = 4;
    for (int i = 0; i < 100000; i++) {
        uint64_t bits = bb_test_random(&state);
        double value;
        char text[64];
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value) || fabs(value) > 1e308)
            continue;
        snprintf(text, sizeof text, bits & 1 ? "%.17g" : "%.6e", value);
        check_close(text);
        snprintf(text, sizeof text, "%.6f", (double)(int64_t)bits * 1e-13);
        check_close(text);
    }
}

TEST(random_bytes)
{
    static const char alphabet[] = "0123456789+-.eE x";
    uint64_t state = 5;
    for (int i = 0; i < 200000; i++) {
        uint64_t bits = bb_test_random(&state);
        size_t length = bits % 12;
        char *text = malloc(length + 1);
        for (size_t j = 0; j < length; j++)
            text[j] = alphabet[bb_test_random(&state) % (sizeof alphabet - 1)];
        text[length] = 0;
        double ours = 0;
        int64_t whole = 0;
        char *end;
        double theirs = strtod(text, &end);
        bool valid = length > 0 && *end == 0 && text[0] != ' ' && isfinite(theirs) &&
                     strpbrk(text, "xX") == NULL;
        char *exact = realloc(text, length == 0 ? 1 : length); /* no byte behind */
        CHECK_EQUAL(bb_parse_number(exact, length, &ours), valid);
        bb_parse_integer(exact, length, &whole);
        free(exact);
    }
}

int main(void)
{
    return RUN(integers) | RUN(numbers_that_are_none) | RUN(everyday_numbers_are_exact) |
           RUN(edges) | RUN(random_numbers) | RUN(random_bytes);
}
