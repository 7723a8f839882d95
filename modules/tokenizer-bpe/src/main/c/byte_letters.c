/* SPDX-License-Identifier: Apache-2.0 */
#include "byte_letters.h"

#include "bb_text.h"

/* The byte that a letter stands for, or -1. */
static int byte_of(uint32_t letter)
{
    bool printable = (letter >= 0x21 && letter <= 0x7e) || (letter >= 0xa1 && letter <= 0xac) ||
                     (letter >= 0xae && letter <= 0xff);
    if (printable) {
        return (int)letter;
    }
    if (letter >= 0x100 && letter <= 0x120) {
        return (int)letter - 0x100; /* controls and the blank */
    }
    if (letter >= 0x121 && letter <= 0x142) {
        return (int)letter - 0x121 + 0x7f; /* delete to the no-break space */
    }
    return letter == 0x143 ? 0xad : -1; /* the soft hyphen */
}

bool bb_tokenizer_bpe_letters_to_bytes(const char *text, size_t length, char *out, size_t *count)
{
    *count = 0;
    for (size_t at = 0, used; at < length; at += used) {
        uint32_t letter;
        used = bb_utf8_decode(text + at, length - at, &letter);
        int byte = byte_of(letter);
        if (byte < 0) {
            return false;
        }
        out[(*count)++] = (char)byte;
    }
    return true;
}
