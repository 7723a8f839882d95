/* SPDX-License-Identifier: Apache-2.0 */
#include "conversation_list.h"

#include "bb_bytes.h"
#include "bb_platform.h"
#include "bb_text.h"

/* The length of NAME in "NAME-1.chat" and "NAME-2.chat"; 0 if the file is no conversation's. */
static size_t name_length(const char *file)
{
    enum { TAIL = sizeof "-1.chat" - 1 };
    size_t length = bb_text_length(file);
    if (length <= TAIL)
        return 0;
    const char *tail = file + length - TAIL;
    bool fits = tail[0] == '-' && (tail[1] == '1' || tail[1] == '2') &&
                bb_text_equal(tail + 2, TAIL - 2, ".chat", TAIL - 2);
    return fits && bb_chat_store_is_name(file, length - TAIL) ? length - TAIL : 0;
}

/* Below 0, 0, above 0: as the name stands before the text, is it, stands behind it. */
static int compare(const char *name, const char *text, size_t length)
{
    size_t name_bytes = bb_text_length(name);
    int order = memcmp(name, text, name_bytes < length ? name_bytes : length);
    if (order != 0 || name_bytes == length)
        return order;
    return name_bytes < length ? -1 : 1;
}

static bool visit(void *context, const char *file, uint64_t bytes)
{
    bb_chat_list *list = context;
    size_t length = name_length(file), at = 0;
    int order = 1;
    (void)bytes;
    if (length == 0)
        return true;
    while (at < list->count && (order = compare(list->names[at], file, length)) < 0)
        at++;
    if (at < list->count && order == 0)
        return true; /* its other file was there */
    if (list->count == BB_CHAT_LISTED) {
        list->left_out++;
        return true;
    }
    memmove(list->names + at + 1, list->names + at, (list->count - at) * sizeof list->names[0]);
    memcpy(list->names[at], file, length);
    list->names[at][length] = 0;
    list->count++;
    return true;
}

bb_status bb_chat_list_read(bb_chat_list *list)
{
    list->count = 0;
    list->left_out = 0;
    return bb_platform_files("\\", visit, list);
}
