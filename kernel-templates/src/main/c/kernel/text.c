/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_text.h"

#include "bb_bytes.h"

size_t bb_text_length(const char *text)
{
    size_t length = 0;
    while (text[length] != 0)
        length++;
    return length;
}

bool bb_text_equal(const char *a, size_t a_length, const char *b, size_t b_length)
{
    return a_length == b_length && memcmp(a, b, a_length) == 0;
}

/* Bytes of a character by its first byte; 0 if no character starts so. */
static size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead < 0xe0)
        return 2;
    if (lead >= 0xe0 && lead < 0xf0)
        return 3;
    return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/* Whether `second` can follow `lead`: rules out overlong forms, surrogates and what lies beyond
 * U+10FFFF (Unicode 15, table 3-7). */
static bool second_fits(unsigned char lead, unsigned char second)
{
    unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high;
}

/* How many bytes of the text are the start of one character, all of it included. */
static size_t valid_prefix(const char *text, size_t length, size_t wanted)
{
    size_t i = 1;
    for (; i < wanted && i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (i == 1 ? !second_fits((unsigned char)text[0], byte) : (byte & 0xc0) != 0x80)
            break;
    }
    return i;
}

size_t bb_utf8_decode(const char *text, size_t length, uint32_t *character)
{
    *character = 0xfffd;
    if (length == 0)
        return 0;
    unsigned char lead = (unsigned char)text[0];
    size_t wanted = sequence_length(lead);
    if (wanted == 0 || valid_prefix(text, length, wanted) != wanted)
        return 1;
    uint32_t value = wanted == 1 ? lead : lead & (0x7fu >> wanted);
    for (size_t i = 1; i < wanted; i++)
        value = value << 6 | ((unsigned char)text[i] & 0x3f);
    *character = value;
    return wanted;
}

size_t bb_utf8_encode(uint32_t character, char *out)
{
    if (character > 0x10ffff || (character >= 0xd800 && character <= 0xdfff))
        character = 0xfffd;
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    size_t length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (character & 0x3f));
        character >>= 6;
    }
    out[0] = (char)((0xf00u >> length & 0xffu) | character);
    return length;
}

size_t bb_utf8_tail(const char *text, size_t length)
{
    for (size_t tail = 1; tail <= 3 && tail <= length; tail++) {
        const char *start = text + (length - tail);
        size_t wanted = sequence_length((unsigned char)*start);
        if (wanted > tail && valid_prefix(start, tail, wanted) == tail)
            return tail;
    }
    return 0;
}

size_t bb_utf8_count(const char *text, size_t length)
{
    size_t count = 0;
    uint32_t character;
    for (size_t i = 0; i < length; count++)
        i += bb_utf8_decode(text + i, length - i, &character);
    return count;
}
