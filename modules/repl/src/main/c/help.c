/* SPDX-License-Identifier: Apache-2.0 */
/* /help and /modules: what is installed. */
#include "bb_console.h"
#include "bb_format.h"
#include "bb_hooks.h"
#include "bb_text.h"
#include "command_line.h"
#include "repl_commands.h"
#include "rows.h"

/* Wider calls have a line of their own. */
enum { WIDEST = 30, LABEL_BYTES = 128 };

static const char *call_of(const bb_command *command, char label[LABEL_BYTES])
{
    bb_format(label, LABEL_BYTES, "/%s%s%s", command->name, command->usage[0] != 0 ? " " : "",
              command->usage);
    return label;
}

static void list_commands(void)
{
    char label[LABEL_BYTES];
    size_t width = 0;
    for (size_t i = 0; i < bb_command_count; i++)
        width = bb_repl_widen(width, call_of(&bb_commands[i], label));
    width = width < WIDEST ? width : WIDEST;
    for (size_t i = 0; i < bb_command_count; i++)
        bb_repl_row(call_of(&bb_commands[i], label), width, bb_commands[i].summary);
    bb_print("Anything else is text for the model. Ctrl-C stops its answer, Tab completes commands "
             "and\noptions; a line that ends in a backslash goes on in the next one.\n");
}

bb_status bb_repl_help(bb_kernel *kernel, const char *arguments)
{
    char label[LABEL_BYTES];
    size_t length;
    const char *name = bb_repl_word(&arguments, &length);
    (void)kernel;
    if (name == NULL) {
        list_commands();
        return BB_OK;
    }
    if (*name == '/') {
        name++;
        length--;
    }
    for (size_t i = 0; i < bb_command_count; i++) {
        const bb_command *command = &bb_commands[i];
        if (bb_text_equal(command->name, bb_text_length(command->name), name, length)) {
            bb_repl_row(call_of(command, label), bb_repl_widen(0, label), command->summary);
            return BB_OK;
        }
    }
    return bb_repl_fail_unknown(name, length);
}

bb_status bb_repl_modules(bb_kernel *kernel, const char *arguments)
{
    size_t width = 0;
    (void)kernel;
    (void)arguments;
    for (size_t i = 0; i < bb_module_count; i++)
        width = bb_repl_widen(width, bb_modules[i].id);
    width = width < WIDEST ? width : WIDEST;
    for (size_t i = 0; i < bb_module_count; i++)
        bb_repl_row(bb_modules[i].id, width, bb_modules[i].summary);
    return BB_OK;
}
