/* SPDX-License-Identifier: Apache-2.0 */
#include "config_parser.h"

#include <stdbool.h>

#include "bb_bytes.h"
#include "bb_text.h"

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Narrows text[0..*length) to what is between the blanks around it; returns its start. */
static char *trim(char *text, size_t *length)
{
    while (*length > 0 && is_blank(text[*length - 1]))
        --*length;
    while (*length > 0 && is_blank(*text)) {
        text++;
        --*length;
    }
    return text;
}

/* What is wrong with the line's characters, or NULL. */
static const char *check_characters(const char *text, size_t length)
{
    uint32_t character;
    for (size_t i = 0; i < length;) {
        size_t bytes = bb_utf8_decode(text + i, length - i, &character);
        if (character == 0xfffd && bytes == 1)
            return "it is not UTF-8; save the file with this encoding";
        if (character == 0)
            return "it has a zero byte";
        if ((character < ' ' && character != '\t') || (character >= 0x7f && character < 0xa0))
            return "it has a control character";
        i += bytes;
    }
    return NULL;
}

/* The character that a backslash and this one stand for, or 0. */
static char escaped(char byte)
{
    switch (byte) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case '"':
    case '\\':
        return byte;
    default:
        return 0;
    }
}

/* Puts a value in quotation marks together, in place; returns what is wrong with it, or NULL. */
static const char *unquote(char *text, size_t *length)
{
    size_t in = 1, out = 0;
    for (; in < *length && text[in] != '"'; in++) {
        char byte = text[in];
        if (byte == '\\' && ++in < *length) {
            byte = escaped(text[in]);
            if (byte == 0)
                return "behind a backslash is none of n, t, \" and \\";
        }
        text[out++] = byte;
    }
    if (in >= *length)
        return "the quotation mark at its end is missing";
    if (in + 1 < *length)
        return "there is something behind the value's quotation mark";
    *length = out;
    return NULL;
}

/* Takes a line apart; returns what is wrong with it, or NULL. */
static const char *parse_line(char *text, size_t length, bb_config_line *line)
{
    size_t equals = 0;
    if (length > BB_CONFIG_LINE_BYTES)
        return "it is longer than 4096 bytes";
    const char *problem = check_characters(text, length);
    if (problem != NULL)
        return problem;
    while (equals < length && text[equals] != '=')
        equals++;
    if (equals == length)
        return "it has no = ; write key = value, or # in front of a comment";
    line->key_length = equals;
    line->key = trim(text, &line->key_length);
    if (line->key_length == 0)
        return "there is no key in front of the =";
    line->value_length = length - equals - 1;
    char *value = trim(text + equals + 1, &line->value_length);
    line->value = value;
    return line->value_length > 0 && *value == '"' ? unquote(value, &line->value_length) : NULL;
}

/* Takes a line without its end. */
static void take_line(char *text, size_t length, size_t number, bb_config_line_fn *tell,
                      void *context)
{
    text = trim(text, &length);
    if (length == 0 || (*text == '#' && check_characters(text, length) == NULL))
        return;
    bb_config_line line = {.number = number};
    line.problem = parse_line(text, length, &line);
    tell(context, &line);
}

void bb_config_parse(char *bytes, size_t length, bb_config_line_fn *tell, void *context)
{
    static const char byte_order_mark[] = {'\xef', '\xbb', '\xbf'};
    size_t at = 0;
    if (length >= sizeof byte_order_mark &&
        memcmp(bytes, byte_order_mark, sizeof byte_order_mark) == 0)
        at = sizeof byte_order_mark;
    for (size_t number = 1; at < length; number++) {
        size_t end = at;
        while (end < length && bytes[end] != '\n')
            end++;
        size_t line_end = end > at && end < length && bytes[end - 1] == '\r' ? end - 1 : end;
        take_line(bytes + at, line_end - at, number, tell, context);
        at = end + 1;
    }
}
