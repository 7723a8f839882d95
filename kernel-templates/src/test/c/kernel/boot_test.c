/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/boot.c ../../../main/c/kernel/boot_lines.c
   ../../../main/c/kernel/panic.c
   ../../../main/c/kernel/report.c ../../../main/c/kernel/console.c
   ../../../main/c/kernel/progress.c ../../../main/c/kernel/wrap.c ../../../main/c/kernel/status.c
   ../../../main/c/kernel/format.c ../../../main/c/kernel/decimal.c ../../../main/c/kernel/text.c */

/* What a boot shows, from the banner to the end: lines, progress, the panic, keys. */
#include "bb_boot.h"
#include "bb_console.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_model_boot.h"
#include "bb_test.h"
#include "bb_text.h"

#define MS UINT64_C(1000000)

BB_ERROR(broken, "E-BROKEN",
         "Repair what is broken, then start the machine again, and if that does "
         "not help, ask someone.");

static bb_kernel kernel;
static uint64_t now_ns;
static char output[1 << 16];
static size_t output_length;
static bb_style style;
static bb_style style_of[1 << 16]; /* of the output's bytes */
static const bb_key *keys;         /* what the devices still have */
static size_t key_count;
static size_t waits;
static int starts;
static char shutdowns[16];
static bb_status (*boot)(void);
static jmp_buf left;
static bb_exit left_how;
static bool left_ok;

/* --- Platform and hooks --- */

uint64_t bb_clock_ns(void)
{
    return now_ns;
}

void bb_platform_wait(uint32_t microseconds)
{
    now_ns += microseconds * UINT64_C(1000);
    waits++;
}

void bb_platform_vector_end(void) {}

_Noreturn void bb_platform_exit(bb_exit how, bool ok)
{
    left_how = how;
    left_ok = ok;
    longjmp(left, 1);
}

void bb_hooks_console_start(void)
{
    starts++;
}

void bb_hooks_console_write(const char *text, size_t length)
{
    CHECK(length < sizeof output - output_length);
    memcpy(output + output_length, text, length);
    for (size_t end = output_length + length; output_length < end; output_length++)
        style_of[output_length] = style;
    output[output_length] = 0;
}

void bb_hooks_console_style(bb_style new_style)
{
    style = new_style;
}

bool bb_hooks_console_read(bb_key *key)
{
    /* Panics wait for a key: one comes after a while. */
    if (key_count == 0 && waits < 3)
        return false;
    *key = key_count > 0 ? *keys++ : (bb_key){.code = BB_KEY_ENTER};
    key_count -= key_count > 0;
    return true;
}

bb_status bb_hooks_boot(bb_kernel *from)
{
    CHECK(from == &kernel);
    return boot();
}

void bb_hooks_network_stop(bb_kernel *from)
{
    CHECK(from == &kernel);
    strcat(shutdowns, "network ");
}

void bb_hooks_shutdown(bb_kernel *from, bool ok)
{
    CHECK(from == &kernel);
    strcat(shutdowns, ok ? "ok " : "failed ");
}

/* Runs a whole kernel. */
static void run(bb_status (*steps)(void))
{
    output_length = 0;
    output[0] = shutdowns[0] = 0;
    waits = 0;
    now_ns = 13 * MS;
    kernel = (bb_kernel){0};
    boot = steps;
    if (setjmp(left) == 0)
        bb_kernel_main(&kernel);
}

/* --- The tests; the first is the only one in which panic runs, since that happens once. --- */

static bb_status breaks(void)
{
    bb_boot_step_begin("model");
    now_ns += 200 * MS;
    return bb_fail(&broken, "the file \\models\\a-long-name.bin ends at byte 4096, but its header "
                            "asks for 16777216 bytes, \u00fc");
}

static bb_status restarted;

/* Phase MODEL of one step. */
bb_status bb_hooks_boot_model(bb_kernel *for_kernel)
{
    (void)for_kernel;
    bb_boot_step_begin("model");
    if (restarted == BB_OK)
        bb_boot_step_end();
    return restarted;
}

TEST(a_panic_tells_what_where_and_what_to_do)
{
    run(breaks);
    CHECK_TEXT(output,
               "Baobab 0 - test\n\n\n"
               "┌─ E-BROKEN ──────────────────────────────────────────────────────────────────┐\n"
               "│ what    the file \\models\\a-long-name.bin ends at byte 4096, but its header  │\n"
               "│         asks for 16777216 bytes, ü                                          │\n"
               "│ where   boot step model, 0.213 s after the start                            │\n"
               "│ to do   Repair what is broken, then start the machine again, and if that    │\n"
               "│         does not help, ask someone.                                         │\n"
               "└─────────────────────────────────────────────────────────────────────────────┘\n"
               "\x15Press a key to return to the firmware.\n");
    CHECK_EQUAL(left_how, BB_EXIT_RETURN);
    CHECK(!left_ok);
    CHECK(kernel.failed);
    CHECK_TEXT(shutdowns, "failed ");
    CHECK_EQUAL(waits, 3);
    CHECK_EQUAL(starts, 1);
}

TEST(a_panic_in_a_panic_just_leaves)
{
    output_length = 0;
    output[0] = 0;
    if (setjmp(left) == 0)
        bb_panic(&kernel, &broken);
    CHECK_TEXT(output, "");
    CHECK_EQUAL(left_how, BB_EXIT_RETURN);
    CHECK(!left_ok);
}

static bb_status works(void)
{
    bb_boot_step_begin("cpu");
    bb_boot_detail("%s", "A processor, avx2 fma");
    bb_boot_step_end();
    bb_boot_step_begin("storage");
    now_ns += 5 * MS;
    bb_boot_detail("volume %s", "BAOBAB");
    bb_boot_step_end();
    bb_boot_step_begin("confidence"); /* the longest name of all modules */
    now_ns += 12345 * MS;
    bb_boot_detail("llama2c, 15.2 M parameters: 6 layers of 288, 32000 tokens, context 256; 58.0 "
                   "MiB at 154 MiB/s");
    bb_boot_step_end();
    bb_boot_step_begin("full");
    now_ns += 7 * MS;
    bb_boot_detail("%s", "exactly fifty-five characters are in this detailed line");
    CHECK_TEXT(bb_boot_step(), "full");
    bb_boot_step_end();
    CHECK(bb_boot_step() == NULL);
    bb_boot_step_begin("silent");
    bb_boot_step_end();
    kernel.exit = BB_EXIT_REBOOT;
    return BB_OK;
}

TEST(steps_have_lines_of_79_columns)
{
    run(works);
    CHECK_TEXT(output,
               "Baobab 0 - test\n\n"
               "[   0.013 s] cpu        A processor, avx2 fma\n"
               "[   0.018 s] storage    volume BAOBAB                                     +5 ms\n"
               "[  12.363 s] confidence llama2c, 15.2 M parameters: 6 layers of 288, 32000\n"
               "                        tokens, context 256; 58.0 MiB at 154 MiB/s      +12.3 s\n"
               "[  12.370 s] full       exactly fifty-five characters are in this detailed line\n"
               "                                                                          +7 ms\n"
               "[  12.370 s] silent     \n"
               "\x06");
    CHECK_EQUAL(left_how, BB_EXIT_REBOOT);
    CHECK(left_ok);
    CHECK_TEXT(shutdowns, "network ok ");
}

static bb_status loads(void)
{
    bb_progress_update(1); /* nothing has begun */
    bb_progress_begin("short", 100, false);
    bb_progress_update(50);
    bb_progress_end();
    CHECK_TEXT(output, "Baobab 0 - test\n\n");

    output_length = 0;
    bb_progress_begin("weights", 64 << 20, true);
    for (uint64_t done = 0; done <= 64; done++) {
        now_ns += 10 * MS;
        bb_progress_update(done << 20);
    }
    bb_progress_end();
    bb_progress_end();
    bb_progress_update(1);
    return BB_OK;
}

TEST(progress_is_redrawn_ten_times_a_second)
{
    run(loads);
    size_t lines = 0;
    const char *full = strstr(output, "\u2588"), *empty = strstr(output, "\u2591");
    CHECK_EQUAL(style_of[full - output], BB_STYLE_BAR);
    CHECK_EQUAL(style_of[empty - output], BB_STYLE_BAR);
    CHECK_EQUAL(style_of[strcspn(output, "%")], BB_STYLE_PLAIN);
    char last[256] = "";
    for (char *line = strtok(output, "\r"); line != NULL; line = strtok(NULL, "\r"), lines++) {
        CHECK(bb_utf8_count(line, strlen(line)) <= 79);
        if (strstr(line, "weights") != NULL)
            snprintf(last, sizeof last, "%s", line);
    }
    CHECK_EQUAL(lines, 6 + 2); /* 0.65 s, the line that clears, the verdict */
    CHECK_TEXT(last,
               "             weights    ██████████████░░  92% of 64 MiB, 98 MiB/s, 0 s left    ");
}

static bb_status types(void)
{
    static const bb_key typed[] = {
        {BB_KEY_CHARACTER, 'a'}, {BB_KEY_UP, 0}, {BB_KEY_CHARACTER, 3}, {BB_KEY_CHARACTER, 'b'}};
    bb_key key;
    keys = typed;
    key_count = 4;
    CHECK(bb_console_interrupted());
    CHECK(!bb_console_interrupted());
    CHECK(bb_console_key(&key) && key.character == 'a');
    CHECK(bb_console_key(&key) && key.code == BB_KEY_UP);
    CHECK(bb_console_key(&key) && key.character == 'b');
    CHECK(!bb_console_key(&key));

    /* More keys than are kept: the others stay in the device, in their order. */
    static bb_key many[600];
    for (size_t i = 0; i < 600; i++)
        many[i] = (bb_key){BB_KEY_CHARACTER, i == 599 ? 3 : (uint32_t)i + 'a'};
    keys = many;
    key_count = 600;
    CHECK(!bb_console_interrupted());
    CHECK_EQUAL(key_count, 600 - 512);
    for (uint32_t i = 0; i < 599; i++)
        CHECK(bb_console_key(&key) && key.character == i + 'a');
    CHECK(bb_console_interrupted());
    CHECK(!bb_console_key(&key));
    return BB_OK;
}

TEST(keys_are_kept_while_the_kernel_works)
{
    run(types);
    CHECK(left_ok);
}

static bb_status fails_later(void)
{
    bb_fail(&broken, "details");
    bb_report(&broken);
    kernel.failed = true;
    return BB_OK;
}

TEST(a_report_does_not_end_the_kernel)
{
    run(fails_later);
    CHECK_TEXT(output, "Baobab 0 - test\n\n"
                       "E-BROKEN\n"
                       "    details\n"
                       "    Repair what is broken, then start the machine again, and if that does "
                       "not\n"
                       "    help, ask someone.\n"
                       "\x15");
    CHECK(!left_ok);
    CHECK_TEXT(shutdowns, "network failed ");
    CHECK_EQUAL(style_of[strcspn(output, "E") - 1], BB_STYLE_PLAIN);
    CHECK_EQUAL(style_of[strcspn(output, "E")], BB_STYLE_WARNING);
    CHECK_EQUAL(style_of[strcspn(output, "\x15") - 1], BB_STYLE_WARNING);
    CHECK_EQUAL(style_of[strcspn(output, "\x15")], BB_STYLE_PLAIN);
}

static bb_status prints(void)
{
    char wide[1000];
    memset(wide, 'w', sizeof wide);
    output_length = 0;
    for (size_t length = 0; length < sizeof wide; length += 3) {
        output_length = 0;
        bb_print("<%.*s|%.*s>", (int)length, wide, (int)length, wide);
        CHECK_EQUAL(output_length, 2 * length + 3);
        CHECK(output[0] == '<' && output[length + 1] == '|' && output[output_length - 1] == '>');
    }
    output_length = 0;
    output[0] = 0;
    bb_console_frame_begin();
    bb_print("text");
    bb_console_frame_end();
    CHECK_TEXT(output, "\x02text\x03");
    return BB_OK;
}

TEST(prints_texts_of_any_length)
{
    run(prints);
    CHECK(left_ok);
}

/* Another model is loaded while a step runs: that one goes on, whatever comes of it. */
TEST(a_restart_of_the_model_leaves_the_step)
{
    bb_kernel kernel = {0};
    BB_ERROR(damaged, "E-MODEL-TRUNCATED", "Nothing to do.");
    bb_boot_step_begin("prompt");
    restarted = BB_OK;
    CHECK(bb_model_restart(&kernel) == BB_OK);
    CHECK_TEXT(bb_boot_step(), "prompt");
    restarted = &damaged;
    CHECK(bb_model_restart(&kernel) == &damaged);
    CHECK_TEXT(bb_boot_step(), "prompt");
    bb_boot_step_end();
    CHECK(bb_boot_step() == NULL);
}

int main(void)
{
    return RUN(a_restart_of_the_model_leaves_the_step) |
           RUN(a_panic_tells_what_where_and_what_to_do) | RUN(a_panic_in_a_panic_just_leaves) |
           RUN(steps_have_lines_of_79_columns) | RUN(progress_is_redrawn_ten_times_a_second) |
           RUN(keys_are_kept_while_the_kernel_works) | RUN(a_report_does_not_end_the_kernel) |
           RUN(prints_texts_of_any_length);
}
