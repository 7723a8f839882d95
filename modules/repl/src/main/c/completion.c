/* SPDX-License-Identifier: Apache-2.0 */
#include "completion.h"

#include "bb_bytes.h"
#include "bb_console.h"
#include "bb_hooks.h"
#include "bb_option.h"
#include "bb_text.h"

enum { COLUMNS = 79, GAP = 2 };

/* What can stand where the cursor is: a list of names. */
typedef struct place {
    size_t count;
    const char *(*name)(size_t index);
    const char *typed; /* of the name, so far */
    size_t length;
} place;

static const char *command_name(size_t index)
{
    return bb_commands[index].name;
}

static const char *option_name(size_t index)
{
    return bb_option_table[index].name;
}

static bool is(const char *word, size_t length, const char *name)
{
    return bb_text_equal(word, length, name, bb_text_length(name));
}

static place find_place(const char *line, size_t length)
{
    place place = {0};
    if (length == 0 || line[0] != '/')
        return place;
    size_t first = 1; /* the end of the command's name */
    while (first < length && line[first] != ' ')
        first++;
    size_t start = first < length ? first + 1 : 1;
    place.typed = line + start;
    place.length = length - start;
    bool is_name = first == length;
    if (is_name || is(line + 1, first - 1, "help")) {
        place.count = bb_command_count;
        place.name = command_name;
    } else if (is(line + 1, first - 1, "set") || is(line + 1, first - 1, "get")) {
        place.count = bb_option_count;
        place.name = option_name;
    }
    return place;
}

static bool goes_on(const place *place, size_t index)
{
    const char *name = place->name(index);
    return bb_text_length(name) >= place->length && memcmp(name, place->typed, place->length) == 0;
}

static size_t common(const char *a, size_t a_length, const char *b)
{
    size_t length = 0;
    while (length < a_length && a[length] == b[length])
        length++;
    return length;
}

bb_repl_completion bb_repl_complete(const char *line, size_t length)
{
    bb_repl_completion found = {0};
    place place = find_place(line, length);
    for (size_t i = 0; i < place.count; i++) {
        if (!goes_on(&place, i))
            continue;
        const char *rest = place.name(i) + place.length;
        if (found.candidates++ == 0) {
            found.text = rest;
            found.length = bb_text_length(rest);
        } else {
            found.length = common(found.text, found.length, rest);
        }
    }
    return found;
}

void bb_repl_complete_list(const char *line, size_t length)
{
    place place = find_place(line, length);
    size_t column = 0;
    for (size_t i = 0; i < place.count; i++) {
        if (!goes_on(&place, i))
            continue;
        size_t width = bb_text_length(place.name(i));
        if (column > 0 && column + GAP + width > COLUMNS) {
            bb_write("\n", 1);
            column = 0;
        }
        if (column > 0) {
            bb_write("  ", GAP);
            column += GAP;
        }
        bb_write(place.name(i), width);
        column += width;
    }
    bb_write("\n", 1);
}
