/* SPDX-License-Identifier: Apache-2.0 */
#include "repl.h"

#include "bb_config.h"
#include "bb_console.h"
#include "bb_conversation.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "command_line.h"
#include "continuation.h"
#include "line_editor.h"
#include "repl_commands.h"
#include "stats.h"

_Static_assert(sizeof BB_REPL_PROMPT - 1 <= BB_REPL_PROMPT_COLUMNS, "the option's greatest length");

/* How long the processor rests when nothing is typed: idle tasks run in between. */
enum { REST_MICROSECONDS = 10000 };

/* Set up while the kernel runs: an initialiser would put all of it into the EFI file. */
static bb_repl_editor editor;

/* Reads an input of one or more lines; false if there is no more, or the kernel is to leave. */
static bool read_input(bb_kernel *kernel)
{
    bb_repl_input input = BB_REPL_TYPING;
    bb_key key;
    bb_repl_editor_begin(&editor);
    while (input == BB_REPL_TYPING && !kernel->leave) {
        if (bb_console_key(&key)) {
            input = bb_repl_editor_key(&editor, &key);
        } else {
            bb_hooks_idle(kernel);
            bb_platform_wait(REST_MICROSECONDS);
        }
    }
    if (input == BB_REPL_ENDED)
        (void)bb_repl_quit(kernel, "");
    return input == BB_REPL_ENTERED;
}

static bool is_empty(const char *text)
{
    while (*text == ' ' || *text == '\t' || *text == '\n')
        text++;
    return *text == 0;
}

static bb_status answer(bb_kernel *kernel, const char *text, size_t length)
{
    bb_status status = BB_OK;
    if (!bb_conversation_answer(kernel, text, length, &status))
        status = bb_repl_continue(kernel, text, length);
    return status;
}

bb_status bb_repl_boot(bb_kernel *kernel)
{
    if (!BB_KERNEL_INTERACTIVE) {
        bb_boot_detail("not interactive");
        return BB_OK;
    }
    editor.prompt = BB_REPL_PROMPT;
    editor.history.limit = (size_t)BB_REPL_HISTORY;
    if (!bb_conversation_begin(kernel))
        bb_print("Type a text for the model to go on with. /help lists the commands, /quit "
                 "leaves.\n");
    while (!kernel->leave && read_input(kernel)) {
        bb_status status = BB_OK;
        if (editor.text[0] == '/')
            status = bb_repl_command(kernel, editor.text);
        else if (!is_empty(editor.text))
            status = answer(kernel, editor.text, editor.length);
        if (status != BB_OK)
            bb_report(status);
    }
    bb_boot_detail("%zu answers, %zu tokens", bb_repl_stats_answers(), bb_repl_stats_tokens());
    return BB_OK;
}
