/* SPDX-License-Identifier: Apache-2.0 */
#include "turn.h"

#include <stdbool.h>

#include "bb_bytes.h"

size_t bb_repl_turn(const char *template, const char *input, size_t length, char *out)
{
    size_t used = 0;
    bool filled = false;
    while (*template != 0) {
        if (!filled && template[0] == '{' && template[1] == '}') {
            memcpy(out + used, input, length);
            used += length;
            filled = true;
            template += 2;
        } else if (template[0] == '\\' && template[1] == 'n') {
            out[used++] = '\n';
            template += 2;
        } else {
            out[used++] = *template ++;
        }
    }
    return used;
}
