/* SPDX-License-Identifier: Apache-2.0 */
#include "text.h"

#include <string.h>

#define REPLACEMENT 0xfffdu

size_t text_encode_utf8(CHAR16 character, char bytes[3])
{
    uint32_t c = character >= 0xd800 && character <= 0xdfff ? REPLACEMENT : character;
    if (c < 0x80) {
        bytes[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        bytes[0] = (char)(0xc0 | c >> 6);
        bytes[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    bytes[0] = (char)(0xe0 | c >> 12);
    bytes[1] = (char)(0x80 | (c >> 6 & 0x3f));
    bytes[2] = (char)(0x80 | (c & 0x3f));
    return 3;
}

size_t text_decode_utf8(const uint8_t *bytes, size_t size, CHAR16 *character)
{
    *character = REPLACEMENT;
    if (size == 0)
        return 0;
    uint8_t lead = bytes[0];
    size_t length = lead < 0x80                   ? 1
                    : lead >= 0xc2 && lead < 0xe0 ? 2
                    : lead >= 0xe0 && lead < 0xf0 ? 3
                    : lead >= 0xf0 && lead < 0xf5 ? 4
                                                  : 0;
    if (length == 0)
        return 1;
    uint32_t c = length == 1 ? lead : lead & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (i >= size)
            return 0;
        if ((bytes[i] & 0xc0) != 0x80)
            return i;
        c = c << 6 | (bytes[i] & 0x3fu);
    }
    bool overlong = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
    if (!overlong && c <= 0xffff && (c < 0xd800 || c > 0xdfff))
        *character = (CHAR16)c;
    return length;
}

size_t text_length(const CHAR16 *text)
{
    size_t length = 0;
    while (text[length] != 0)
        length++;
    return length;
}

char *text_to_utf8(const CHAR16 *text)
{
    size_t length = text_length(text), used = 0;
    char *bytes = hosted_alloc(3 * length + 1);
    for (size_t i = 0; i < length; i++)
        used += text_encode_utf8(text[i], bytes + used);
    return bytes;
}

CHAR16 *text_to_ucs2(const char *text)
{
    size_t size = strlen(text), used = 0;
    CHAR16 *characters = hosted_alloc((size + 1) * sizeof *characters);
    for (size_t next = 0; next < size;) {
        size_t taken =
            text_decode_utf8((const uint8_t *)text + next, size - next, &characters[used++]);
        next += taken == 0 ? size - next : taken;
    }
    return characters;
}
