/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/conversation_store.c ../../main/c/conversation_file.c
   ../../main/c/conversation_list.c
   ../../../../../kernel-templates/src/main/c/kernel/crc32c.c ../../main/c/transcript.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
/*
 * Conversations on a volume on which the power may fail at any step: a file is there and empty,
 * has a part of its bytes, is gone before its successor has its name. The volume writes as
 * bb_platform_file_write of the firmware's file systems does.
 */
#include <setjmp.h>

#include "bb_platform.h"
#include "bb_test.h"
#include "conversation_list.h"
#include "conversation_store.h"
#include "fake_kernel.h"

enum { FILES = 8, FILE_BYTES = 1 << 15, CAPACITY = 4096 };

static struct {
    char path[64];
    char bytes[FILE_BYTES];
    size_t size;
} files[FILES];

static bool renames;                 /* whether the file system can rename */
static size_t steps_left = SIZE_MAX; /* until the power fails */
static jmp_buf power;
static bool has_volume = true;

const bb_error_code bb_file_missing = {"E-FILE-MISSING", ""};

static int find(const char *path)
{
    for (int i = 0; i < FILES; i++)
        if (strcmp(files[i].path, path) == 0)
            return i;
    return -1;
}

static void step(void)
{
    if (steps_left == 0)
        longjmp(power, 1);
    steps_left--;
}

static void delete_file(const char *path)
{
    int file = find(path);
    if (file < 0)
        return;
    step();
    files[file].path[0] = 0;
}

static void create(const char *path, const char *bytes, size_t length)
{
    enum { PART = 50 };
    delete_file(path);
    step();
    int file = find("");
    CHECK(file >= 0 && length <= FILE_BYTES);
    strcpy(files[file].path, path);
    files[file].size = 0;
    while (files[file].size < length) {
        size_t part = length - files[file].size < PART ? length - files[file].size : PART;
        step();
        memcpy(files[file].bytes + files[file].size, bytes + files[file].size, part);
        files[file].size += part;
    }
}

bb_status bb_platform_file_write(const char *path, const void *bytes, size_t length)
{
    char fresh[64];
    snprintf(fresh, sizeof fresh, "%s.new", path);
    create(fresh, bytes, length);
    delete_file(path);
    step();
    if (renames) {
        strcpy(files[find(fresh)].path, path);
    } else {
        create(path, bytes, length);
        delete_file(fresh);
    }
    return BB_OK;
}

void bb_source_close(bb_source *source)
{
    (void)source;
}

bb_status bb_platform_file_open(const char *path, bb_source *out)
{
    int file = find(path);
    if (file < 0)
        return bb_fail(&bb_file_missing, "%s", path);
    *out = fake_source(path, files[file].bytes, files[file].size);
    return BB_OK;
}

bb_status bb_platform_volume(bb_volume *out)
{
    BB_ERROR(no_volume, "E-VOLUME", "");
    (void)out;
    return has_volume ? BB_OK : bb_fail(&no_volume, "none");
}

bb_status bb_platform_files(const char *folder, bb_file_visitor *visit, void *context)
{
    BB_ERROR(no_volume, "E-VOLUME", "");
    CHECK_TEXT(folder, "\\");
    if (!has_volume)
        return bb_fail(&no_volume, "none");
    for (int i = 0; i < FILES; i++)
        if (files[i].path[0] != 0)
            visit(context, files[i].path + 1, files[i].size);
    return BB_OK;
}

static void *pages; /* what is allocated, or NULL */

bb_status bb_platform_pages_allocate(size_t bytes, void **out)
{
    CHECK(pages == NULL);
    *out = pages = malloc(bytes);
    memset(pages, 0xa5, bytes);
    return BB_OK;
}

void bb_platform_pages_free(void *freed, size_t bytes)
{
    (void)bytes;
    CHECK(freed == pages);
    free(pages);
    pages = NULL;
}

/* --- Conversations of so many turns --- */

static char texts[2][CAPACITY];
static bb_chat_transcript said, loaded;

static void talk(size_t turns)
{
    said = (bb_chat_transcript){.text = texts[0], .capacity = CAPACITY};
    for (size_t i = 0; i < turns; i++) {
        CHECK(bb_chat_transcript_ask(&said, "How are you today?", 18));
        CHECK(bb_chat_transcript_answer(&said, "Fine, and you?", 14));
    }
}

/* Turns of what is loaded, or -1. */
static int load(const char *name)
{
    loaded = (bb_chat_transcript){.text = texts[1], .capacity = CAPACITY};
    fake_failure();
    return bb_chat_store_load(&loaded, name) == BB_OK ? (int)loaded.count : -1;
}

static void begin(void)
{
    memset(files, 0, sizeof files);
    steps_left = SIZE_MAX;
    renames = has_volume = true;
}

TEST(save_and_load)
{
    begin();
    talk(3);
    CHECK(bb_chat_store_save(&said, "karla") == BB_OK);
    CHECK(find("\\karla-1.chat") >= 0);
    CHECK_EQUAL(load("karla"), 3);
    CHECK(memcmp(loaded.text, said.text, said.used) == 0);
    for (size_t turns = 4; turns < 10; turns++) {
        talk(turns);
        CHECK(bb_chat_store_save(&said, "karla") == BB_OK);
        CHECK_EQUAL(load("karla"), (int)turns);
    }
    CHECK_EQUAL(load("Karla2"), -1);
    CHECK_TEXT(fake_failure(), "E-CHAT-MISSING");
    CHECK(pages == NULL);
}

/* At every step of a save, of the first one and of later ones; then the power is back, and the next
 * save is cut short in the same way. */
static void cut_power_everywhere(bool can_rename)
{
    for (size_t earlier = 0; earlier < 4; earlier++) {
        volatile bool failed = true;
        for (volatile size_t cut = 0; failed; cut = cut + 1) {
            begin();
            renames = can_rename;
            for (size_t turns = 1; turns <= earlier; turns++) {
                talk(turns);
                CHECK(bb_chat_store_save(&said, "k") == BB_OK);
            }
            int least = earlier > 0 ? (int)earlier : -1;
            for (int again = 0; again < 3; again++) {
                talk(earlier + 1 + (size_t)again);
                failed = true;
                steps_left = cut;
                if (setjmp(power) == 0) {
                    CHECK(bb_chat_store_save(&said, "k") == BB_OK);
                    failed = false;
                }
                if (failed && pages != NULL)
                    bb_platform_pages_free(pages, 0); /* a machine without power has none */
                steps_left = SIZE_MAX;
                int turns = load("k");
                if (!failed)
                    CHECK_EQUAL(turns, (int)said.count);
                CHECK(turns >= least && turns <= (int)said.count);
                least = turns;
            }
        }
    }
}

TEST(the_power_fails)
{
    cut_power_everywhere(true);
}

TEST(the_power_fails_where_nothing_can_be_renamed)
{
    cut_power_everywhere(false);
}

TEST(damaged_files)
{
    begin();
    for (size_t turns = 1; turns < 4; turns++) {
        talk(turns);
        CHECK(bb_chat_store_save(&said, "k") == BB_OK);
    }
    int newest = find("\\k-1.chat"), older = find("\\k-2.chat");
    files[newest].bytes[files[newest].size / 2] ^= 1;
    CHECK_EQUAL(load("k"), 2);
    talk(7);
    CHECK(bb_chat_store_save(&said, "k") == BB_OK); /* over the damaged one */
    CHECK_EQUAL(load("k"), 7);
    newest = find("\\k-1.chat");
    files[newest].size--;
    files[older].size = 0;
    CHECK_EQUAL(load("k"), -1);
    CHECK_TEXT(fake_failure(), "E-CHAT-FILE");
    files[newest].size = FILE_BYTES; /* more than a conversation has */
    CHECK_EQUAL(load("k"), -1);
    CHECK_TEXT(fake_failure(), "E-CHAT-FILE");
    CHECK(pages == NULL);
}

TEST(names)
{
    static const char *const bad[] = {
        "", "a b", "a/b", "..", "a\\b", "\xc3\xbc", "a.b", "123456789012345678901234567890123"};
    begin();
    talk(1);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        fake_failure();
        CHECK(bb_chat_store_save(&said, bad[i]) != BB_OK);
        CHECK_TEXT(fake_failure(), "E-CHAT-NAME");
        CHECK_EQUAL(load(bad[i]), -1);
        CHECK_TEXT(fake_failure(), "E-CHAT-MISSING");
    }
    CHECK(bb_chat_store_save(&said, "12345678901234567890123456789_Z-") == BB_OK);
    CHECK_EQUAL(load("12345678901234567890123456789_Z-"), 1);
}

TEST(no_volume)
{
    begin();
    talk(1);
    has_volume = false;
    CHECK(bb_chat_store_save(&said, "k") != BB_OK);
    CHECK_TEXT(fake_failure(), "E-VOLUME");
    CHECK_EQUAL(load("k"), -1);
    CHECK_TEXT(fake_failure(), "E-VOLUME");
    CHECK(pages == NULL);
}

static void put(int file, const char *path)
{
    snprintf(files[file].path, sizeof files[file].path, "%s", path);
}

TEST(a_list_of_names)
{
    static bb_chat_list list;
    begin();
    talk(1);
    CHECK(bb_chat_list_read(&list) == BB_OK);
    CHECK_EQUAL(list.count, 0);
    CHECK(bb_chat_store_save(&said, "karla") == BB_OK);
    CHECK(bb_chat_store_save(&said, "karla") == BB_OK);
    CHECK(bb_chat_store_save(&said, "k") == BB_OK);
    put(3, "\\ada-2.chat");
    put(4, "\\-1.chat");
    put(5, "\\a.b-1.chat");
    put(6, "\\ada-3.chat");
    put(7, "\\karla-1.chats");
    CHECK(bb_chat_list_read(&list) == BB_OK);
    CHECK_EQUAL(list.count, 3);
    CHECK_TEXT(list.names[0], "ada");
    CHECK_TEXT(list.names[1], "k");
    CHECK_TEXT(list.names[2], "karla");
    CHECK_EQUAL(list.left_out, 0);
    has_volume = false;
    CHECK(bb_chat_list_read(&list) != BB_OK);
}

int main(void)
{
    return RUN(save_and_load) | RUN(the_power_fails) |
           RUN(the_power_fails_where_nothing_can_be_renamed) | RUN(damaged_files) | RUN(names) |
           RUN(no_volume) | RUN(a_list_of_names);
}
