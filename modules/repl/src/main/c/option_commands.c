/* SPDX-License-Identifier: Apache-2.0 */
/* /set and /get: the options that can be changed while the kernel runs. */
#include "bb_console.h"
#include "bb_format.h"
#include "bb_option.h"
#include "bb_text.h"
#include "command_line.h"
#include "repl_commands.h"
#include "rows.h"

/* Bytes for the longest value of an option that is shown; a longer one is cut. */
enum { VALUE_BYTES = 512, WIDEST = 36 };

/* "0.8", or a text in quotation marks. */
static size_t show_value(const bb_option *option, char out[VALUE_BYTES])
{
    size_t length;
    if (option->type != BB_OPTION_TEXT)
        return bb_option_show(option, out, VALUE_BYTES);
    /* Line breaks are shown as they are written in a config file. */
    length = bb_format(out, VALUE_BYTES, "\"");
    for (const char *at = option->value; *at != 0 && length < VALUE_BYTES - 8; at++) {
        const char *escape = *at == '\n' ? "\\n" : *at == '\t' ? "\\t" : NULL;
        if (escape != NULL)
            length += bb_format(out + length, VALUE_BYTES - length, "%s", escape);
        else
            out[length++] = *at;
    }
    return length + bb_format(out + length, VALUE_BYTES - length, "\"");
}

/* "0.8 (0 to 1)", "100 tokens (at least 0)". */
static void print_option(const bb_option *option, size_t width)
{
    char text[VALUE_BYTES + 160];
    size_t length = show_value(option, text);
    if (option->unit[0] != 0)
        length += bb_format(text + length, sizeof text - length, " %s", option->unit);
    length += bb_format(text + length, sizeof text - length, " (");
    length += bb_option_show_range(option, text + length, sizeof text - length);
    bb_format(text + length, sizeof text - length, ")");
    bb_repl_row(option->name, width, text);
}

bb_status bb_repl_get(bb_kernel *kernel, const char *arguments)
{
    size_t length, width = 0;
    const char *name = bb_repl_word(&arguments, &length);
    (void)kernel;
    if (name != NULL) {
        const bb_option *option = bb_option_find(name, length);
        if (option == NULL)
            return bb_option_fail_unknown(name, length);
        print_option(option, bb_text_length(option->name));
        bb_repl_row("", 0, option->doc);
        return BB_OK;
    }
    if (bb_option_count == 0)
        bb_print("No installed module has options that can be changed here.\n");
    for (size_t i = 0; i < bb_option_count; i++)
        width = bb_repl_widen(width, bb_option_table[i].name);
    width = width < WIDEST ? width : WIDEST;
    for (size_t i = 0; i < bb_option_count; i++)
        print_option(&bb_option_table[i], width);
    return BB_OK;
}

bb_status bb_repl_set(bb_kernel *kernel, const char *arguments)
{
    size_t length;
    const char *value = arguments;
    const char *name = bb_repl_word(&value, &length);
    if (name == NULL || *value == 0)
        return bb_repl_fail_usage("/set KEY VALUE");
    bb_status status = bb_option_set(kernel, name, length, value, bb_text_length(value));
    if (status == BB_OK) {
        const bb_option *option = bb_option_find(name, length);
        print_option(option, bb_text_length(option->name));
    }
    return status;
}
