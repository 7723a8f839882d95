/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_wrap.h"

#include "bb_text.h"

size_t bb_wrap_next(const char *text, size_t length, size_t columns, size_t *at)
{
    size_t start = *at, end = start, blank = start;
    uint32_t character;
    for (size_t used = 0; used < columns && end < length && text[end] != '\n'; used++) {
        if (text[end] == ' ')
            blank = end;
        end += bb_utf8_decode(text + end, length - end, &character);
    }
    bool cut_inside_word = end < length && text[end] != '\n' && text[end] != ' ';
    if (cut_inside_word && blank > start)
        end = blank;
    *at = end;
    while (*at < length && (text[*at] == ' ' || text[*at] == '\n'))
        ++*at;
    return end - start;
}
