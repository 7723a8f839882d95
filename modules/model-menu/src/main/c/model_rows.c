/* SPDX-License-Identifier: Apache-2.0 */
#include "model_rows.h"

#include "bb_console.h"
#include "bb_format.h"
#include "bb_text.h"
#include "bb_wrap.h"

#define MIB (1024.0 * 1024.0)

size_t bb_model_rows_name(const char *file, char out[MODEL_SHOWN_BYTES])
{
    const char *name = bb_model_list_name(file);
    size_t length = bb_text_length(name), at = 0, bytes = 0, shown = 0;
    while (at < length && shown < MODEL_SHOWN) {
        uint32_t character;
        at += bb_utf8_decode(name + at, length - at, &character);
        bytes += bb_utf8_encode(character, out + bytes);
        shown++;
    }
    out[bytes] = 0;
    return shown;
}

static bool is_memory(const model_entry *entry)
{
    return entry->parameters > 0 && entry->context == 0;
}

static void describe_use(const model_entry *entry, char out[24])
{
    if (entry->status) {
        bb_format(out, 24, "%s", is_memory(entry) ? "does not fit" : "unusable");
    } else if (entry->context < entry->whole_context) {
        bb_format(out, 24, "context %zu", entry->context);
    } else {
        bb_format(out, 24, "fits");
    }
}

/* "E-MODEL-TRUNCATED: ..." below the row. */
static void print_reason(const model_entry *entry)
{
    enum { COLUMNS = 74 };
    char text[MODEL_DETAILS + 40];
    size_t length = bb_format(text, sizeof text, "%s: %s", entry->status->name, entry->details);
    for (size_t at = 0; at < length;) {
        const char *line = text + at;
        size_t bytes = bb_wrap_next(text, length, COLUMNS, &at);
        bb_print("     %.*s\n", (int)bytes, line);
    }
}

static void print_row(const model_entry *entry, size_t number, bool is_marked)
{
    char name[MODEL_SHOWN_BYTES], parameters[16] = "", use[24];
    size_t columns = bb_model_rows_name(entry->file, name);
    if (entry->parameters > 0) {
        bb_format(parameters, sizeof parameters, "%.1f M", (double)entry->parameters * 1e-6);
    }
    describe_use(entry, use);
    bb_print("%c%3zu %s%*s %-6s %8s %8.1f MiB  %s\n", is_marked ? '*' : ' ', number, name,
             (int)(MODEL_SHOWN - columns), "", entry->weight_type, parameters,
             (double)entry->bytes / MIB, use);
    if (entry->status) {
        print_reason(entry);
    }
}

void bb_model_rows_print(const model_list *list, size_t marked)
{
    for (size_t i = 0; i < list->count; i++) {
        print_row(&list->entries[i], i + 1, i == marked);
    }
    if (list->left_out > 0) {
        bb_print("     %zu more cannot be listed: there are %u at most, with names of at most %zu "
                 "bytes\n     without control characters\n",
                 list->left_out, MODELS, sizeof list->entries->file - sizeof MODEL_FOLDER);
    }
}
