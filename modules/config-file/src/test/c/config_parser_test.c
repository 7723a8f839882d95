/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/config_parser.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c */
#include "config_parser.h"

#include "bb_test.h"

static char told[1 << 16];
static size_t told_length;

/* "1:key=[value]" or "1!problem", a line each. */
static void tell(void *context, const bb_config_line *line)
{
    (void)context;
    size_t room = sizeof told - told_length;
    int length;
    if (line->problem != NULL)
        length = snprintf(told + told_length, room, "%zu!%s\n", line->number, line->problem);
    else
        length = snprintf(told + told_length, room, "%zu:%.*s=[%.*s]\n", line->number,
                          (int)line->key_length, line->key, (int)line->value_length, line->value);
    told_length += (size_t)length < room ? (size_t)length : room - 1;
}

/* Parses a copy of just this length, so that AddressSanitizer sees its ends. */
static const char *parse(const char *text, size_t length)
{
    char *bytes = malloc(length > 0 ? length : 1);
    memcpy(bytes, text, length);
    told_length = 0;
    told[0] = 0;
    bb_config_parse(bytes, length, tell, NULL);
    free(bytes);
    return told;
}

#define NO_EQUALS "it has no = ; write key = value, or # in front of a comment"
#define NOT_UTF8 "it is not UTF-8; save the file with this encoding"
#define BAD_ESCAPE "behind a backslash is none of n, t, \" and \\"
#define NOT_CLOSED "the quotation mark at its end is missing"
#define BEHIND "there is something behind the value's quotation mark"
#define CONTROL "it has a control character"

TEST(lines)
{
    static const struct {
        const char *text, *told;
    } cases[] = {
        {"", ""},
        {"\n\n", ""},
        {"  \t\n", ""},
        {"# a = b\n  # c = d\n#", ""},
        {"a = b", "1:a=[b]\n"},
        {"a=b\n", "1:a=[b]\n"},
        {" \t a \t=\t b \t \n", "1:a=[b]\n"},
        {"a=1\r\n\r\nb=2\r\n", "1:a=[1]\n3:b=[2]\n"},
        {"\xef\xbb\xbf"
         "a=b",
         "1:a=[b]\n"},
        {"\xef\xbb\xbf", ""},
        {"\n\xef\xbb\xbf"
         "a=b",
         "2:\xef\xbb\xbf"
         "a=[b]\n"},
        {"a=", "1:a=[]\n"},
        {"a=b=c", "1:a=[b=c]\n"},
        {"a=b # c", "1:a=[b # c]\n"},
        {"a=b\tc", "1:a=[b\tc]\n"},
        {"a=\\n", "1:a=[\\n]\n"},
        {"a=gr\xc3\xbc\xc3\x9f", "1:a=[gr\xc3\xbc\xc3\x9f]\n"},
        {"a=\xef\xbf\xbd", "1:a=[\xef\xbf\xbd]\n"}, /* U+FFFD itself */
        {"a=\" b \"", "1:a=[ b ]\n"},
        {"a=\"\"", "1:a=[]\n"},
        {"a=\"\\n\\t\\\"\\\\x\"", "1:a=[\n\t\"\\x]\n"},
        {"a=b\"c\"", "1:a=[b\"c\"]\n"},
        {"a", "1!" NO_EQUALS "\n"},
        {"ok=1\nnot\nok=2", "1:ok=[1]\n2!" NO_EQUALS "\n3:ok=[2]\n"},
        {"=b", "1!there is no key in front of the =\n"},
        {" = ", "1!there is no key in front of the =\n"},
        {"a=\"b", "1!" NOT_CLOSED "\n"},
        {"a=\"", "1!" NOT_CLOSED "\n"},
        {"a=\"\\", "1!" NOT_CLOSED "\n"},
        {"a=\"\\\"", "1!" NOT_CLOSED "\n"},
        {"a=\"b\"c", "1!" BEHIND "\n"},
        {"a=\"b\" # c", "1!" BEHIND "\n"},
        {"a=\"\\x\"", "1!" BAD_ESCAPE "\n"},
        {"a=\xff", "1!" NOT_UTF8 "\n"},
        {"a=\xc3", "1!" NOT_UTF8 "\n"},
        {"a=\xc0\xaf", "1!" NOT_UTF8 "\n"},
        {"a=\xed\xa0\x80", "1!" NOT_UTF8 "\n"},
        {"# \xff", "1!" NOT_UTF8 "\n"},
        {"a=\x07", "1!" CONTROL "\n"},
        {"a=\x7f", "1!" CONTROL "\n"},
        {"a=\xc2\x85", "1!" CONTROL "\n"},
        {"a=1\rb=2\r", "1!" CONTROL "\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK_TEXT(parse(cases[i].text, strlen(cases[i].text)), cases[i].told);
}

TEST(zero_bytes)
{
    CHECK_TEXT(parse("a=b\0c\nd=e", 9), "1!it has a zero byte\n2:d=[e]\n");
    CHECK_TEXT(parse("\0", 1), "1!it has a zero byte\n");
}

/* A file of UTF-16, as some editors save one. */
TEST(utf16)
{
    CHECK_TEXT(parse("\xff\xfe"
                     "a\0=\0b\0",
                     8),
               "1!" NOT_UTF8 "\n");
}

TEST(long_lines)
{
    static char text[2 * BB_CONFIG_LINE_BYTES + 8];
    memset(text, 'x', sizeof text);
    text[1] = '=';
    text[BB_CONFIG_LINE_BYTES] = '\n';
    CHECK(strncmp(parse(text, BB_CONFIG_LINE_BYTES + 1), "1:x=[xxx", 8) == 0);
    text[BB_CONFIG_LINE_BYTES] = 'x';
    text[BB_CONFIG_LINE_BYTES + 1] = '\n';
    CHECK_TEXT(parse(text, BB_CONFIG_LINE_BYTES + 2), "1!it is longer than 4096 bytes\n");
}

/* Each prefix of a file is taken, and the lines before the cut stay as they are. */
TEST(prefixes)
{
    static const char text[] = "\xef\xbb\xbf# c\r\na = \"x\\n\xe2\x82\xac\"\r\nb=1\n";
    char whole[256];
    strcpy(whole, parse(text, sizeof text - 1));
    CHECK_TEXT(whole, "2:a=[x\n\xe2\x82\xac]\n3:b=[1]\n");
    for (size_t length = 0; length < sizeof text; length++) {
        parse(text, length);
        CHECK(told_length <= strlen(whole) + 64);
    }
    parse(text, sizeof text - 1 - 4);
    CHECK_TEXT(told, "2:a=[x\n\xe2\x82\xac]\n");
}

static void count(void *context, const bb_config_line *line)
{
    size_t *counts = context;
    counts[line->problem != NULL]++;
}

TEST(random_bytes)
{
    static const char alphabet[] = "ab=\"\\n# \n";
    uint64_t state = 1;
    size_t counts[2] = {0, 0};
    for (int round = 0; round < 20000; round++) {
        size_t length = bb_test_random(&state) % 64;
        char *bytes = malloc(length > 0 ? length : 1);
        for (size_t i = 0; i < length; i++) {
            uint64_t number = bb_test_random(&state);
            bytes[i] = round % 2 == 0 ? (char)number : alphabet[number % (sizeof alphabet - 1)];
        }
        bb_config_parse(bytes, length, count, counts);
        free(bytes);
    }
    CHECK(counts[0] > 1000);
    CHECK(counts[1] > 1000);
}

int main(void)
{
    return RUN(lines) | RUN(zero_bytes) | RUN(utf16) | RUN(long_lines) | RUN(prefixes) |
           RUN(random_bytes);
}
