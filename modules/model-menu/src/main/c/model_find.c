/* SPDX-License-Identifier: Apache-2.0 */
#include "model_find.h"

#include "bb_text.h"

BB_ERROR(unknown, "E-MODEL-UNKNOWN",
         "/models lists the models that there are. Give one's number, the name of its file, or "
         "the beginning of that.");

/* What is shown of a name that was typed. */
enum { SHOWN = 60 };

static bool is_number(const model_list *list, const char *name, size_t length, size_t *index)
{
    int64_t number;
    bool is_number =
        bb_parse_integer(name, length, &number) && number >= 1 && (uint64_t)number <= list->count;
    *index = is_number ? (size_t)number - 1 : 0;
    return is_number;
}

size_t bb_model_find_count(const model_list *list, const char *name, size_t length, size_t *index)
{
    size_t begun = 0;
    if (is_number(list, name, length, index)) {
        return 1;
    }
    for (size_t i = 0; i < list->count; i++) {
        const char *file = bb_model_list_name(list->entries[i].file);
        size_t file_length = bb_text_length(file);
        if (bb_model_list_same(file, file_length, name, length)) {
            *index = i;
            return 1;
        }
        if (length > 0 && length < file_length && bb_model_list_same(file, length, name, length)) {
            *index = i;
            begun++;
        }
    }
    return begun;
}

bb_status bb_model_find(const model_list *list, const char *name, size_t length, size_t *index)
{
    int shown = length < SHOWN ? (int)length : SHOWN;
    size_t count = bb_model_find_count(list, name, length, index);
    if (count == 0) {
        return bb_fail(&unknown, "there is no model %.*s", shown, name);
    }
    return count == 1 ? BB_OK
                      : bb_fail(&unknown, "%zu models have names that begin with %.*s", count,
                                shown, name);
}
