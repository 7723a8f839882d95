/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/model_list.c ../../main/c/model_find.c ../../main/c/model_rows.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/number.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/main/c/kernel/wrap.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
/* Which files are listed, how they are shown, and which one a name means. */
#include "model_list.h"

#include "bb_platform.h"
#include "bb_test.h"
#include "fake_kernel.h"
#include "model_find.h"
#include "model_rows.h"

BB_ERROR(missing, "E-FILE-MISSING", "Nothing to do.");
BB_ERROR(damaged, "E-MODEL-TRUNCATED", "Nothing to do.");
BB_ERROR(short_of_memory, "E-MEMORY-SHORT", "Nothing to do.");

static const char *const *names; /* ended by NULL; NULL: there is no folder */
static model_list list;

bb_status bb_platform_files(const char *folder, bb_file_visitor *visit, void *context)
{
    CHECK_TEXT(folder, "\\models");
    if (!names)
        return bb_fail(&missing, "no folder");
    bool goes_on = true;
    for (size_t i = 0; names[i] && goes_on; i++)
        goes_on = visit(context, names[i], 100 + i);
    return BB_OK;
}

static void read(const char *const *files)
{
    names = files;
    bb_model_list_read(&list, "\\models\\own.bbw");
}

TEST(the_definitions_model_is_there_without_a_folder)
{
    read(NULL);
    CHECK_EQUAL(list.count, 1);
    CHECK_TEXT(list.entries[0].file, "\\models\\own.bbw");
    CHECK(list.entries[0].is_standard);
}

TEST(sorted_and_each_once)
{
    static const char *const files[] = {
        "zebra.gguf",    "OWN.BBW",         "Apple.bin",   "mid.GGUF",
        "tokenizer.bin", "x.tokenizer.bin", "._apple.bin", NULL};
    read(files);
    CHECK_EQUAL(list.count, 4);
    CHECK_EQUAL(list.left_out, 0);
    CHECK_TEXT(list.entries[0].file, "\\models\\Apple.bin");
    CHECK_TEXT(list.entries[1].file, "\\models\\mid.GGUF");
    CHECK_TEXT(list.entries[2].file, "\\models\\own.bbw");
    CHECK_TEXT(list.entries[3].file, "\\models\\zebra.gguf");
    CHECK(list.entries[2].is_standard && !list.entries[0].is_standard);
    CHECK_EQUAL(list.entries[3].bytes, 100);
    bb_model_list_remove(&list, 1);
    CHECK_EQUAL(list.count, 3);
    CHECK_TEXT(list.entries[1].file, "\\models\\own.bbw");
}

TEST(names_that_are_too_long_or_odd_are_left_out)
{
    static char longest[MODEL_PATH], too_long[1024];
    memset(longest, 'n', MODEL_PATH - sizeof MODEL_FOLDER);
    memset(too_long, 'n', sizeof too_long - 1);
    too_long[MODEL_PATH - sizeof MODEL_FOLDER + 1] = 0;
    static const char *const files[] = {longest,
                                        too_long,
                                        "\033[2Jclear.gguf",
                                        "\xc2\x9b"
                                        "2Jclear.gguf",
                                        "\u202efugg.ledom.gguf",
                                        "broken\xff.gguf",
                                        "\u6a21\u578b.gguf",
                                        NULL};
    read(files);
    CHECK_EQUAL(list.count, 3);
    CHECK_EQUAL(list.left_out, 5);
    CHECK_EQUAL(strlen(list.entries[0].file), MODEL_PATH - 1);
    CHECK_TEXT(list.entries[2].file, "\\models\\\u6a21\u578b.gguf");
}

TEST(more_files_than_there_is_room_for)
{
    static char text[100][16];
    static const char *files[101];
    for (int i = 0; i < 100; i++) {
        snprintf(text[i], sizeof text[i], "%02d.gguf", 99 - i);
        files[i] = text[i];
    }
    read(files);
    CHECK_EQUAL(list.count, MODELS);
    CHECK_EQUAL(list.left_out, 100 - (MODELS - 1));
    for (size_t i = 1; i < MODELS; i++)
        CHECK(strcmp(list.entries[i - 1].file, list.entries[i].file) < 0);
    fake_output();
    bb_model_rows_print(&(model_list){.left_out = 69}, 0);
    CHECK(strstr(fake_output(), "69 more cannot be listed") != NULL);
}

TEST(rows)
{
    static const char *const files[] = {"a.gguf", "big.bin",
                                        "llama-with-a-name-that-is-longer-than-the-row.gguf", NULL};
    read(files);
    model_entry *entries = list.entries;
    strcpy(entries[0].weight_type, "Q4_K");
    entries[0].parameters = 1235814400;
    entries[0].bytes = UINT64_C(807694464);
    entries[0].context = entries[0].whole_context = 8192;
    entries[1] = (model_entry){.file = "\\models\\big.bin",
                               .weight_type = "F32",
                               .parameters = 7000000000,
                               .bytes = UINT64_C(28) << 30,
                               .whole_context = 2048,
                               .status = &short_of_memory,
                               .details = "28672.0 MiB of memory are needed"};
    entries[2].parameters = 1000000;
    entries[2].context = 256;
    entries[2].whole_context = 512;
    entries[3].status = &damaged;
    strcpy(entries[3].details, "the file has 3 bytes");
    fake_output();
    bb_model_rows_print(&list, 3);
    CHECK_TEXT(fake_output(),
               "   1 a.gguf                         Q4_K   1235.8 M    770.3 MiB  fits\n"
               "   2 big.bin                        F32    7000.0 M  28672.0 MiB  does not fit\n"
               "     E-MEMORY-SHORT: 28672.0 MiB of memory are needed\n"
               "   3 llama-with-a-name-that-is-long           1.0 M      0.0 MiB  context 256\n"
               "*  4 own.bbw                                             0.0 MiB  unusable\n"
               "     E-MODEL-TRUNCATED: the file has 3 bytes\n");
}

static const char *found(const char *name)
{
    size_t index = 99;
    bb_status status = bb_model_find(&list, name, strlen(name), &index);
    return status ? status->name : list.entries[index].file;
}

TEST(which_one_a_name_means)
{
    static const char *const files[] = {"a.gguf",     "a.gguf.bin", "b-one.gguf",
                                        "b-two.gguf", "7.gguf",     NULL};
    read(files);
    CHECK_TEXT(found("1"), "\\models\\7.gguf");
    CHECK_TEXT(found("6"), "\\models\\own.bbw");
    CHECK_TEXT(found("7"), "\\models\\7.gguf"); /* no such number: the beginning of a name */
    CHECK_TEXT(found("0"), "E-MODEL-UNKNOWN");
    CHECK_TEXT(found("99999999999999999999"), "E-MODEL-UNKNOWN");
    CHECK_TEXT(found("A.GGUF"), "\\models\\a.gguf");
    CHECK_TEXT(found("a.gguf.b"), "\\models\\a.gguf.bin");
    CHECK_TEXT(found("b-"), "E-MODEL-UNKNOWN");
    CHECK_TEXT(bb_failure_details(), "2 models have names that begin with b-");
    CHECK_TEXT(found("B-T"), "\\models\\b-two.gguf");
    CHECK_TEXT(found(""), "E-MODEL-UNKNOWN");
    CHECK_TEXT(found("nothing"), "E-MODEL-UNKNOWN");
    size_t index;
    CHECK_EQUAL(bb_model_find_count(&list, "b-", 2, &index), 2);
    CHECK_EQUAL(bb_model_find_count(&list, "a.gguf", 6, &index), 1);
    CHECK_EQUAL(bb_model_find_count(&list, "nothing", 7, &index), 0);
}

int main(void)
{
    return RUN(the_definitions_model_is_there_without_a_folder) | RUN(sorted_and_each_once) |
           RUN(names_that_are_too_long_or_odd_are_left_out) |
           RUN(more_files_than_there_is_room_for) | RUN(rows) | RUN(which_one_a_name_means);
}
