/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPLETION_H
#define COMPLETION_H

/* What Tab does in a line that is a command: names of commands, and of options behind /set and
 * /get. */
#include <stdbool.h>
#include <stddef.h>

typedef struct bb_repl_completion {
    size_t candidates; /* names that go on from what is typed */
    const char *text;  /* what all of them go on with, the table's; not terminated */
    size_t length;     /* its bytes */
} bb_repl_completion;

/* Looks what goes on from a line, of which the cursor's left is given; it need not be terminated.
 * No candidates for a line that is no command, and where nothing can be completed. */
bb_repl_completion bb_repl_complete(const char *line, size_t length);

/* Prints the candidates, in lines of their own. */
void bb_repl_complete_list(const char *line, size_t length);

#endif
