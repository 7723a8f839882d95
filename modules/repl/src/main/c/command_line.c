/* SPDX-License-Identifier: Apache-2.0 */
#include "command_line.h"

#include "bb_hooks.h"
#include "bb_text.h"

BB_ERROR(unknown, "E-COMMAND-UNKNOWN",
         "/help lists the commands. Text for the model has no slash "
         "in front.");
BB_ERROR(usage_error, "E-COMMAND-USAGE", "/help NAME tells what a command does.");

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n';
}

const char *bb_repl_word(const char **text, size_t *length)
{
    const char *start = *text;
    while (is_blank(*start))
        start++;
    const char *end = start;
    while (*end != 0 && !is_blank(*end))
        end++;
    *length = (size_t)(end - start);
    while (is_blank(*end))
        end++;
    *text = end;
    return *length > 0 ? start : NULL;
}

/* The command that was perhaps meant, or NULL. */
static const char *suggestion(const char *name, size_t length)
{
    const char *best = NULL;
    size_t best_distance = length / 3 + 2;
    for (size_t i = 0; i < bb_command_count; i++) {
        const char *candidate = bb_commands[i].name;
        size_t distance = bb_text_distance(name, length, candidate, bb_text_length(candidate));
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

bb_status bb_repl_fail_unknown(const char *name, size_t length)
{
    enum { SHOWN = 40 };
    int shown = length < SHOWN ? (int)length : SHOWN;
    const char *meant = suggestion(name, length);
    if (meant == NULL)
        return bb_fail(&unknown, "there is no command /%.*s", shown, name);
    return bb_fail(&unknown, "there is no command /%.*s; did you mean /%s?", shown, name, meant);
}

bb_status bb_repl_fail_usage(const char *usage)
{
    return bb_fail(&usage_error, "the command is called so: %s", usage);
}

bb_status bb_repl_command(bb_kernel *kernel, char *line)
{
    size_t length = bb_text_length(line);
    while (length > 1 && is_blank(line[length - 1]))
        line[--length] = 0;
    const char *arguments = line + 1;
    size_t name_length;
    const char *name = bb_repl_word(&arguments, &name_length);
    bb_status status = BB_OK;
    if (name != NULL && bb_hooks_command(kernel, name, name_length, arguments, &status))
        return status;
    return bb_repl_fail_unknown(name != NULL ? name : "", name_length);
}
