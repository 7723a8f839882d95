/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/model_question.c ../../main/c/model_rows.c ../../main/c/model_list.c
   ../../../../../kernel-templates/src/main/c/kernel/console.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/report.c
   ../../../../../kernel-templates/src/main/c/kernel/status.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/main/c/kernel/wrap.c */
/* The menu: keys and the countdown, with a clock that only waiting moves. */
#include "model_question.h"

#include "bb_console.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_test.h"

#define UP {.code = BB_KEY_UP}
#define DOWN {.code = BB_KEY_DOWN}
#define HOME {.code = BB_KEY_HOME}
#define END {.code = BB_KEY_END}
#define ENTER {.code = BB_KEY_ENTER}
#define CHARACTER(c) {.code = BB_KEY_CHARACTER, .character = (c)}

BB_ERROR(damaged, "E-MODEL-TRUNCATED", "Copy the model file again.");

static uint64_t now_ns;
static uint64_t keys_at_ns; /* when they are typed */
static const bb_key *keys;
static size_t key_count;
static char output[1 << 16];
static size_t output_length;
static model_list list;

uint64_t bb_clock_ns(void)
{
    return now_ns;
}

void bb_platform_wait(uint32_t microseconds)
{
    now_ns += microseconds * UINT64_C(1000);
    CHECK(now_ns < UINT64_C(100000000000)); /* a menu that nobody ends */
}

void bb_hooks_console_start(void) {}

void bb_hooks_console_style(bb_style style)
{
    (void)style;
}

void bb_hooks_console_write(const char *text, size_t length)
{
    CHECK(output_length + length < sizeof output);
    memcpy(output + output_length, text, length);
    output_length += length;
    output[output_length] = 0;
}

bool bb_hooks_console_read(bb_key *key)
{
    if (key_count == 0 || now_ns < keys_at_ns)
        return false;
    *key = *keys++;
    key_count--;
    return true;
}

bb_status bb_platform_files(const char *folder, bb_file_visitor *visit, void *context)
{
    (void)folder, (void)visit, (void)context;
    return BB_OK;
}

/* Models 1 to `count`; the second is damaged, the third is the definition's. */
static void make_list(size_t count)
{
    memset(&list, 0, sizeof list);
    list.count = count;
    for (size_t i = 0; i < count; i++) {
        snprintf(list.entries[i].file, MODEL_PATH, "\\models\\%c.gguf", (char)('a' + i));
        list.entries[i].context = list.entries[i].whole_context = 512;
    }
    list.entries[1].status = &damaged;
    strcpy(list.entries[1].details, "b.gguf has 3 bytes");
    list.entries[2].is_standard = true;
}

static size_t ask(uint64_t seconds, const bb_key *typed, size_t count, uint64_t at_ns)
{
    now_ns = 0;
    keys = typed;
    key_count = count;
    keys_at_ns = at_ns;
    output_length = 0;
    bb_console_start();
    return bb_model_question_ask(&list, bb_model_question_default(&list), seconds) + 1;
}

#define ASK(...)                                                                                   \
    ask(5, (const bb_key[]){__VA_ARGS__}, sizeof(bb_key[]){__VA_ARGS__} / sizeof(bb_key), 0)

TEST(the_default)
{
    make_list(4);
    CHECK_EQUAL(bb_model_question_default(&list), 2);
    list.entries[2].status = &damaged;
    CHECK_EQUAL(bb_model_question_default(&list), 0);
    list.entries[0].status = &damaged;
    CHECK_EQUAL(bb_model_question_default(&list), 3);
    list.entries[3].status = &damaged;
    CHECK_EQUAL(bb_model_question_default(&list), 4);
}

TEST(the_countdown)
{
    make_list(4);
    CHECK_EQUAL(ask(5, NULL, 0, 0), 3);
    CHECK(now_ns >= UINT64_C(5000000000) && now_ns < UINT64_C(5100000000));
    CHECK(strstr(output, "3, c.gguf, in 5 s") && strstr(output, "3, c.gguf, in 1 s"));
}

TEST(any_key_stops_the_countdown)
{
    make_list(4);
    bb_key late[] = {CHARACTER('x'), ENTER};
    CHECK_EQUAL(ask(5, late, 2, UINT64_C(4900000000)), 3);
    CHECK(now_ns < UINT64_C(5000000000));
    CHECK(strstr(output, "3, c.gguf: Enter"));
}

TEST(without_a_countdown_it_waits)
{
    bb_key late[] = {ENTER};
    make_list(4);
    CHECK_EQUAL(ask(0, late, 1, UINT64_C(60000000000)), 3);
    CHECK(now_ns >= UINT64_C(60000000000));
}

TEST(arrow_keys)
{
    make_list(4);
    CHECK_EQUAL(ASK(DOWN, ENTER), 4);
    CHECK_EQUAL(ASK(DOWN, DOWN, ENTER), 1);
    CHECK_EQUAL(ASK(UP, UP, ENTER), 1);
    CHECK_EQUAL(ASK(UP, UP, UP, ENTER), 4);
    CHECK_EQUAL(ASK(HOME, ENTER), 1);
    CHECK_EQUAL(ASK(HOME, END, ENTER), 4);
}

TEST(numbers)
{
    make_list(12);
    CHECK_EQUAL(ASK(CHARACTER('1'), ENTER), 1);
    CHECK_EQUAL(ASK(CHARACTER('1'), CHARACTER('1'), ENTER), 11);
    CHECK_EQUAL(ASK(CHARACTER('1'), CHARACTER('9'), ENTER), 9);
    CHECK_EQUAL(ASK(CHARACTER('0'), ENTER), 3);
    CHECK_EQUAL(
        ASK(CHARACTER('1'), DOWN, UP, CHARACTER('2'), CHARACTER('0'), ENTER, CHARACTER('4'), ENTER),
        4);
}

TEST(what_cannot_be_used_is_not_taken)
{
    make_list(4);
    CHECK_EQUAL(ASK(CHARACTER('2'), ENTER, CHARACTER('1'), ENTER), 1);
    CHECK(strstr(output, "E-MODEL-TRUNCATED\n    b.gguf has 3 bytes\n    Copy the model"));
}

TEST(the_end_of_the_input)
{
    make_list(4);
    CHECK_EQUAL(ASK(CHARACTER(4)), 3);
    CHECK_EQUAL(now_ns, 0);
    CHECK_EQUAL(ASK(CHARACTER('1'), CHARACTER(4)), 1);
    CHECK_EQUAL(ASK(CHARACTER('2'), CHARACTER(4)), 3); /* which cannot be used */
}

int main(void)
{
    return RUN(the_default) | RUN(the_countdown) | RUN(any_key_stops_the_countdown) |
           RUN(without_a_countdown_it_waits) | RUN(arrow_keys) | RUN(numbers) |
           RUN(what_cannot_be_used_is_not_taken) | RUN(the_end_of_the_input);
}
