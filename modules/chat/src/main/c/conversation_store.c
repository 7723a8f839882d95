/* SPDX-License-Identifier: Apache-2.0 */
#include "conversation_store.h"

#include "bb_format.h"
#include "bb_platform.h"
#include "bb_text.h"
#include "conversation_file.h"

BB_ERROR(bad_name, "E-CHAT-NAME",
         "Name a conversation with 1 to 32 letters, digits, dashes and underscores.");
BB_ERROR(damaged, "E-CHAT-FILE",
         "Neither of its two files is a whole conversation. Delete them, or put back a copy of "
         "one.");
const bb_error_code bb_chat_missing = {
    "E-CHAT-MISSING", "Check the name: /load alone lists the conversations of the boot volume, and "
                      "/models the models where there are several."};

enum { COPIES = 2, PATH_BYTES = BB_CHAT_NAME_BYTES + 16 };

/* What the two files hold. */
typedef struct found {
    int newest;          /* -1: neither is whole */
    uint64_t generation; /* of that */
    bool any;            /* a file is there */
} found;

bool bb_chat_store_is_name(const char *name, size_t length)
{
    bool valid = length > 0 && length <= BB_CHAT_NAME_BYTES;
    for (size_t i = 0; i < length && valid; i++) {
        char lower = (char)(name[i] | 0x20);
        valid = (lower >= 'a' && lower <= 'z') || (name[i] >= '0' && name[i] <= '9') ||
                name[i] == '-' || name[i] == '_';
    }
    return valid;
}

static void path_of(const char *name, int copy, char path[PATH_BYTES])
{
    bb_format(path, PATH_BYTES, "\\%s-%d.chat", name, copy + 1);
}

/* Reads one of the files; *length is 0 if it is larger than a conversation can be. */
static bb_status read_copy(const char *path, char *bytes, size_t capacity, size_t *length)
{
    bb_source file;
    *length = 0;
    bb_status status = bb_platform_file_open(path, &file);
    if (status != BB_OK)
        return status;
    if (file.size <= capacity) {
        *length = (size_t)file.size;
        status = bb_source_read(&file, 0, bytes, *length);
    }
    bb_source_close(&file);
    return status;
}

/* Looks which file counts. One that cannot be read is as good as a damaged one; that there is no
 * volume at all is a failure. */
static bb_status find(const char *name, char *bytes, size_t capacity, found *found)
{
    bb_volume volume;
    bb_status status = bb_platform_volume(&volume);
    *found = (struct found){.newest = -1};
    for (int copy = 0; copy < COPIES && status == BB_OK; copy++) {
        char path[PATH_BYTES];
        size_t length;
        uint64_t generation;
        path_of(name, copy, path);
        bb_status failure = read_copy(path, bytes, capacity, &length);
        found->any |= failure != &bb_file_missing;
        if (failure == BB_OK && bb_chat_file_check(bytes, length, &generation) &&
            (found->newest < 0 || generation > found->generation)) {
            found->newest = copy;
            found->generation = generation;
        }
    }
    return status;
}

static bb_status save(const bb_chat_transcript *transcript, const char *name, char *bytes,
                      size_t capacity)
{
    char path[PATH_BYTES];
    found found;
    bb_status status = find(name, bytes, capacity, &found);
    if (status != BB_OK)
        return status;
    path_of(name, found.newest == 0 ? 1 : 0, path);
    size_t length = bb_chat_file_write(transcript, found.generation + 1, bytes);
    return bb_platform_file_write(path, bytes, length);
}

static bb_status fail_missing(const char *name)
{
    return bb_fail(&bb_chat_missing, "there is no conversation \"%.64s\", and no other model",
                   name);
}

static bb_status load(bb_chat_transcript *transcript, const char *name, char *bytes,
                      size_t capacity)
{
    char path[PATH_BYTES];
    size_t length;
    found found;
    bb_status status = find(name, bytes, capacity, &found);
    if (status != BB_OK)
        return status;
    if (found.newest < 0)
        return found.any ? bb_fail(&damaged, "the files of \"%s\" are damaged", name)
                         : fail_missing(name);
    path_of(name, found.newest, path);
    status = read_copy(path, bytes, capacity, &length);
    if (status == BB_OK && !bb_chat_file_read(bytes, length, transcript))
        status = bb_fail(&damaged, "%s cannot be read a second time", path);
    return status;
}

bb_status bb_chat_store_save(const bb_chat_transcript *transcript, const char *name)
{
    size_t capacity = bb_chat_file_bytes(transcript->capacity);
    void *memory;
    if (!bb_chat_store_is_name(name, bb_text_length(name)))
        return bb_fail(&bad_name, "\"%s\" is no name", name);
    bb_status status = bb_platform_pages_allocate(capacity, &memory);
    if (status != BB_OK)
        return status;
    status = save(transcript, name, memory, capacity);
    bb_platform_pages_free(memory, capacity);
    return status;
}

bb_status bb_chat_store_load(bb_chat_transcript *transcript, const char *name)
{
    size_t capacity = bb_chat_file_bytes(transcript->capacity);
    void *memory;
    if (!bb_chat_store_is_name(name, bb_text_length(name)))
        return fail_missing(name);
    bb_status status = bb_platform_pages_allocate(capacity, &memory);
    if (status != BB_OK)
        return status;
    status = load(transcript, name, memory, capacity);
    bb_platform_pages_free(memory, capacity);
    return status;
}
