/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/model_look.c ../../main/c/model_list.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
/* What is found out about a file, which tokenizer it gets, and what the kernel is told to load. */
#include "model_look.h"

#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_model_boot.h"
#include "bb_test.h"
#include "fake_kernel.h"

BB_ERROR(no_format, "E-MODEL-FORMAT", "Nothing to do.");
const bb_status bb_model_no_format = &no_format;
BB_ERROR(damaged, "E-MODEL-TRUNCATED", "Nothing to do.");
BB_ERROR(missing, "E-FILE-MISSING", "Nothing to do.");
BB_ERROR(short_of_memory, "E-MEMORY-SHORT", "Nothing to do.");

static bb_kernel kernel;
static const char *present[4]; /* files, beside the models */
static int open_sources;
static bb_status opening;      /* what bb_model_open answers */
static size_t longest_context; /* that fits */
static bb_memory_info memory;
static model_list list;

static void close_source(bb_source *source)
{
    (void)source;
    open_sources--;
}

void bb_source_close(bb_source *source)
{
    source->close(source);
}

bb_status bb_hooks_source_open(bb_kernel *asked, const char *name, bb_source *out)
{
    (void)asked;
    for (size_t i = 0; i < 4 && present[i]; i++) {
        if (strcmp(present[i], name) == 0) {
            *out = (bb_source){.name = name, .close = close_source};
            open_sources++;
            return BB_OK;
        }
    }
    return bb_fail(&missing, "%s is missing", name);
}

bb_status bb_model_open(bb_kernel *asked)
{
    if (opening)
        return bb_fail(opening, "%s cannot be used", asked->model_file);
    asked->model = (bb_model){.parameters = 1000, .weight_type = "Q8_0", .shape.context = 2048};
    asked->model_source = (bb_source){.size = 5000, .close = close_source};
    open_sources++;
    return BB_OK;
}

void bb_model_close(bb_kernel *asked)
{
    bb_source_close(&asked->model_source);
}

size_t bb_memory_longest_context(bb_kernel *asked, const bb_memory_info *of)
{
    CHECK(of == &memory);
    return longest_context < asked->model.shape.context ? longest_context
                                                        : asked->model.shape.context;
}

bb_status bb_memory_check(bb_kernel *asked, const bb_memory_info *of)
{
    (void)asked, (void)of;
    return bb_fail(&short_of_memory, "too little");
}

bb_status bb_platform_files(const char *folder, bb_file_visitor *visit, void *context)
{
    (void)folder, (void)visit, (void)context;
    return BB_OK;
}

static model_entry *look(const char *file, bool is_standard)
{
    list.count = 1;
    list.entries[0] = (model_entry){.is_standard = is_standard};
    strcpy(list.entries[0].file, file);
    bb_model_look_at_all(&kernel, &list, &memory);
    CHECK_EQUAL(open_sources, 0);
    return &list.entries[0];
}

static void begin(bb_status status, size_t context)
{
    memset(present, 0, sizeof present);
    opening = status;
    longest_context = context;
}

TEST(facts)
{
    begin(BB_OK, 4096);
    model_entry *entry = look("\\models\\a.gguf", false);
    CHECK_EQUAL(list.count, 1);
    CHECK(entry->status == BB_OK);
    CHECK_EQUAL(entry->bytes, 5000);
    CHECK_EQUAL(entry->parameters, 1000);
    CHECK_TEXT(entry->weight_type, "Q8_0");
    CHECK_EQUAL(entry->context, 2048);
    bb_model_look_take(&kernel, entry);
    CHECK_TEXT(kernel.model_file, "\\models\\a.gguf");
    CHECK_EQUAL(kernel.context_limit, 8192);
}

TEST(a_shorter_context_fits)
{
    begin(BB_OK, 256);
    model_entry *entry = look("\\models\\a.gguf", false);
    CHECK(entry->status == BB_OK);
    CHECK_EQUAL(entry->context, 256);
    CHECK_EQUAL(entry->whole_context, 2048);
    bb_model_look_take(&kernel, entry);
    CHECK_EQUAL(kernel.context_limit, 256);
}

TEST(nothing_fits)
{
    begin(BB_OK, 0);
    model_entry *entry = look("\\models\\a.gguf", false);
    CHECK_TEXT(entry->status->name, "E-MEMORY-SHORT");
    CHECK_TEXT(entry->details, "too little");
    CHECK_EQUAL(entry->parameters, 1000);
}

TEST(damaged_files_stay_and_others_go)
{
    begin(&damaged, 0);
    CHECK_TEXT(look("\\models\\a.bin", false)->details, "\\models\\a.bin cannot be used");
    CHECK_EQUAL(list.count, 1);
    begin(&no_format, 0);
    look("\\models\\notes.txt", false);
    CHECK_EQUAL(list.count, 0);
    look("\\models\\a.GGUF", false);
    CHECK_EQUAL(list.count, 1);
    look("\\models\\own.bin", true);
    CHECK_EQUAL(list.count, 1);
}

TEST(tokenizers)
{
    begin(BB_OK, 4096);
    CHECK_TEXT(look("\\models\\a.v2.bin", false)->tokenizer, "\\models\\a.v2.tokenizer.bin");
    present[0] = "\\models\\tok512.bin";
    CHECK_TEXT(look("\\models\\a.bin", false)->tokenizer, "\\models\\tok512.bin");
    present[1] = "\\models\\tokenizer.bin";
    CHECK_TEXT(look("\\models\\a.bin", false)->tokenizer, "\\models\\tokenizer.bin");
    present[2] = "\\models\\a.tokenizer.bin";
    CHECK_TEXT(look("\\models\\a.bin", false)->tokenizer, "\\models\\a.tokenizer.bin");
    CHECK_TEXT(look("\\models\\a.bin", true)->tokenizer, "\\models\\tok512.bin");
}

int main(void)
{
    return RUN(facts) | RUN(a_shorter_context_fits) | RUN(nothing_fits) |
           RUN(damaged_files_stay_and_others_go) | RUN(tokenizers);
}
