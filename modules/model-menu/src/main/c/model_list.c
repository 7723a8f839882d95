/* SPDX-License-Identifier: Apache-2.0 */
#include "model_list.h"

#include "bb_bytes.h"
#include "bb_platform.h"
#include "bb_text.h"

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
}

bool bb_model_list_same(const char *a, size_t a_length, const char *b, size_t b_length)
{
    bool same = a_length == b_length;
    for (size_t i = 0; same && i < a_length; i++) {
        same = lower(a[i]) == lower(b[i]);
    }
    return same;
}

static bool is_same(const char *a, const char *b)
{
    return bb_model_list_same(a, bb_text_length(a), b, bb_text_length(b));
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = bb_text_length(text), end_length = bb_text_length(end);
    return length >= end_length &&
           bb_model_list_same(text + length - end_length, end_length, end, end_length);
}

bool bb_model_list_is_named_model(const char *file)
{
    return ends_with(file, ".gguf") || ends_with(file, ".bbw");
}

const char *bb_model_list_name(const char *file)
{
    const char *name = file;
    for (const char *at = file; *at; at++) {
        name = *at == '\\' ? at + 1 : name;
    }
    return name;
}

/* Not what would do something on a console: controls, marks that turn the direction of writing. */
static bool is_plain_character(uint32_t character)
{
    static const struct {
        uint32_t first, last;
    } not_plain[] = {
        {0, 0x1f},        {0x7f, 0x9f},     /* controls: C0, C1 */
        {0x200b, 0x200f}, {0x2028, 0x202e}, /* no width, ends of lines, directions */
        {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xfff9, 0xffff}, /* what is no character, too */
    };
    bool is_plain = true;
    for (size_t i = 0; i < sizeof not_plain / sizeof *not_plain; i++) {
        is_plain &= character < not_plain[i].first || character > not_plain[i].last;
    }
    return is_plain;
}

static bool is_plain(const char *name)
{
    size_t length = bb_text_length(name);
    bool is_plain = true;
    for (size_t at = 0; at < length && is_plain;) {
        uint32_t character;
        at += bb_utf8_decode(name + at, length - at, &character);
        is_plain = is_plain_character(character);
    }
    return is_plain;
}

/* Files whose names begin with a dot are other systems' own ("._model.gguf"). */
static bool may_be_model(const char *name)
{
    return name[0] != '.' && !ends_with(name, "tokenizer.bin");
}

/* Whether one name comes before another; any order does, as long as it is always the same. */
static bool is_before(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return (unsigned char)lower(*a) < (unsigned char)lower(*b);
}

/* Sorts a file in. */
static void add(model_list *list, const char *path, size_t length, uint64_t bytes, bool is_standard)
{
    size_t at = list->count;
    while (at > 0 && is_before(path, list->entries[at - 1].file)) {
        at--;
    }
    model_entry *entry = &list->entries[at];
    memmove(entry + 1, entry, (list->count - at) * sizeof *entry);
    *entry = (model_entry){.bytes = bytes, .is_standard = is_standard};
    memcpy(entry->file, path, length + 1);
    list->count++;
}

static bool is_listed(const model_list *list, const char *path)
{
    bool is_listed = false;
    for (size_t i = 0; i < list->count; i++) {
        is_listed |= is_same(list->entries[i].file, path);
    }
    return is_listed;
}

static bool visit(void *context, const char *name, uint64_t bytes)
{
    model_list *list = context;
    static const char folder[] = MODEL_FOLDER;
    char path[MODEL_PATH];
    size_t length = bb_text_length(name);
    if (!may_be_model(name)) {
        return true;
    }
    if (list->count == MODELS || length + sizeof folder > sizeof path || !is_plain(name)) {
        list->left_out++;
        return true;
    }
    memcpy(path, folder, sizeof folder - 1);
    memcpy(path + sizeof folder - 1, name, length + 1);
    if (!is_listed(list, path)) {
        add(list, path, sizeof folder - 1 + length, bytes, false);
    }
    return true;
}

void bb_model_list_read(model_list *list, const char *standard)
{
    static const char folder[] = MODEL_FOLDER;
    char without_slash[sizeof folder - 1];
    memcpy(without_slash, folder, sizeof without_slash);
    without_slash[sizeof without_slash - 1] = 0;

    list->count = 0;
    list->left_out = 0;
    size_t length = bb_text_length(standard);
    if (length < MODEL_PATH) {
        add(list, standard, length, 0, true);
    }
    (void)bb_platform_files(without_slash, visit, list);
}

void bb_model_list_remove(model_list *list, size_t index)
{
    model_entry *entry = &list->entries[index];
    list->count--;
    memmove(entry, entry + 1, (list->count - index) * sizeof *entry);
}
