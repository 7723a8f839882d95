/* SPDX-License-Identifier: Apache-2.0 */
#include "turn.h"

#include <stdbool.h>

#include "bb_bytes.h"

size_t bb_repl_turn(const char *pattern, const char *input, size_t length, char *out)
{
    size_t used = 0;
    bool filled = false;
    while (*pattern != 0) {
        if (!filled && pattern[0] == '{' && pattern[1] == '}') {
            memcpy(out + used, input, length);
            used += length;
            filled = true;
            pattern += 2;
        } else if (pattern[0] == '\\' && pattern[1] == 'n') {
            out[used++] = '\n';
            pattern += 2;
        } else {
            out[used++] = *pattern++;
        }
    }
    return used;
}
