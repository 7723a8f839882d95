/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/command_line.c ../../main/c/help.c ../../main/c/option_commands.c
   ../../main/c/machine_commands.c ../../main/c/quit.c ../../main/c/read_bandwidth.c
   ../../main/c/rows.c ../../main/c/stats.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/distance.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/number.c
   ../../../../../kernel-templates/src/main/c/kernel/options.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/main/c/kernel/wrap.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
/* The prompt's commands: what they print, change and refuse. */
#include "bb_console.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_model_boot.h"
#include "bb_option.h"
#include "bb_options.h"
#include "bb_parallel.h"
#include "bb_test.h"
#include "bb_text.h"
#include "command_line.h"
#include "fake_kernel.h"
#include "read_bandwidth.h"
#include "repl_commands.h"
#include "rows.h"
#include "stats.h"

struct bb_options bb_options;

/* --- A kernel of a few commands, modules and options --- */

const char *bb_dtype_name(bb_dtype type)
{
    return type == BB_DTYPE_Q8_0 ? "Q8_0" : "another";
}

const bb_command bb_commands[] = {
    {"help", "[NAME]", "lists the commands"},
    {"set", "KEY VALUE", "changes an option"},
    {"quit", "[reboot|return]", "leaves"},
    {"echo", "",
     "says its arguments; it is only here to be long enough for a second line, behind the blanks"},
};
const size_t bb_command_count = 4;

const bb_module bb_modules[] = {{"kernel", "what every kernel shares"}, {"repl", "a prompt"}};
const size_t bb_module_count = 2;

static bool flag = true;
static int64_t steps;
static float temperature = 0.8f;
static char text[16] = "a\nb";
static int32_t choice;
static const char *const choices[] = {"wait", "exit"};
static const bb_option *changed;

const bb_option bb_option_table[] = {
    {.name = "test.flag", .doc = "A flag.", .unit = "", .value = &flag, .type = BB_OPTION_BOOLEAN},
    {.name = "test.steps",
     .doc = "Steps.",
     .unit = "tokens",
     .value = &steps,
     .type = BB_OPTION_INTEGER,
     .max = (double)INT64_MAX},
    {.name = "test.temperature",
     .doc = "Spread of the choice.",
     .unit = "",
     .value = &temperature,
     .type = BB_OPTION_NUMBER,
     .max = 5},
    {.name = "test.text",
     .doc = "A text.",
     .unit = "",
     .value = text,
     .type = BB_OPTION_TEXT,
     .capacity = 16},
    {.name = "test.choice",
     .doc = "A choice.",
     .unit = "",
     .value = &choice,
     .type = BB_OPTION_CHOICE,
     .choices = choices,
     .choice_count = 2},
};
const size_t bb_option_count = 5;

void bb_hooks_option_changed(bb_kernel *kernel, const bb_option *option)
{
    (void)kernel;
    changed = option;
}

static char arguments[64];

bool bb_hooks_command(bb_kernel *kernel, const char *name, size_t length, const char *with,
                      bb_status *status)
{
    if (bb_text_equal(name, length, "help", 4))
        *status = bb_repl_help(kernel, with);
    else if (bb_text_equal(name, length, "set", 3))
        *status = bb_repl_set(kernel, with);
    else if (bb_text_equal(name, length, "quit", 4))
        *status = bb_repl_quit(kernel, with);
    else if (bb_text_equal(name, length, "echo", 4))
        snprintf(arguments, sizeof arguments, "%s", with);
    else
        return false;
    return true;
}

BB_ERROR(no_choice, "E-MODEL-CHOICE", "Nothing to do.");
static char asked_model[64];

bb_status bb_model_change(bb_kernel *kernel, const char *name, size_t length)
{
    (void)kernel;
    snprintf(asked_model, sizeof asked_model, "%.*s", (int)length, name);
    return bb_fail(&no_choice, "one model");
}

static uint64_t largest = 1023;

bb_status bb_platform_memory(bb_memory_info *out)
{
    *out = (bb_memory_info){.total = UINT64_C(8) << 30, .free = 3 << 20, .largest = largest};
    return BB_OK;
}

static size_t pages; /* bytes that are allocated */

bb_status bb_platform_pages_allocate(size_t bytes, void **out)
{
    pages += bytes;
    *out = aligned_alloc(4096, bytes);
    return BB_OK;
}

void bb_platform_pages_free(void *memory, size_t bytes)
{
    pages -= bytes;
    free(memory);
}

/* Three processors that are one. */
void bb_parallel_run(const bb_work *work)
{
    bb_work_run_alone(work);
}

size_t bb_parallel_processors(void)
{
    return 3;
}

void bb_parallel_show(bb_kernel *shown)
{
    (void)shown;
    bb_print("core 1      is late\n");
}

static bool settled;

void bb_parallel_settle(void)
{
    settled = true;
}

bb_arena_usage bb_arena_usage_of(bb_arena_id arena)
{
    return (bb_arena_usage){.capacity = 1 << 20, .used = (size_t)arena << 10};
}

const char *bb_arena_name(bb_arena_id arena)
{
    static const char *const names[] = {"weights", "kv",        "scratch",
                                        "output",  "tokenizer", "sampler"};
    return names[arena];
}

size_t bb_cpu_names(uint32_t features, char *out, size_t capacity)
{
    int length = snprintf(out, capacity, "%s%s", features & BB_CPU_SSE2 ? "sse2 " : "",
                          features & BB_CPU_AVX2 ? "avx2" : "");
    return (size_t)length;
}

static bb_kernel kernel;

/* Types a command; returns the code of its failure, or "". */
static const char *command(const char *typed)
{
    static char line[256];
    snprintf(line, sizeof line, "%s", typed);
    bb_status status = bb_repl_command(&kernel, line);
    return status != BB_OK ? status->name : "";
}

TEST(words)
{
    const char *rest = "  one\ttwo  three ";
    size_t length;
    CHECK(strncmp(bb_repl_word(&rest, &length), "one", length) == 0);
    CHECK_EQUAL(length, 3);
    CHECK_TEXT(rest, "two  three ");
    CHECK(strncmp(bb_repl_word(&rest, &length), "two", length) == 0);
    CHECK_TEXT(rest, "three ");
    bb_repl_word(&rest, &length);
    CHECK_EQUAL(length, 5);
    CHECK_TEXT(rest, "");
    CHECK(bb_repl_word(&rest, &length) == NULL);
    CHECK_EQUAL(length, 0);
}

TEST(arguments)
{
    CHECK_TEXT(command("/echo  a  b c \t "), "");
    CHECK_TEXT(arguments, "a  b c");
    CHECK_TEXT(command("/echo"), "");
    CHECK_TEXT(arguments, "");
    CHECK_TEXT(command("/  echo x"), "");
    CHECK_TEXT(arguments, "x");
    CHECK_TEXT(command("/echo\nx"), "");
    CHECK_TEXT(arguments, "x");
}

TEST(unknown_commands)
{
    CHECK_TEXT(command("/hlep"), "E-COMMAND-UNKNOWN");
    CHECK_TEXT(bb_failure_details(), "there is no command /hlep; did you mean /help?");
    CHECK_TEXT(command("/QUIT"), "E-COMMAND-UNKNOWN");
    CHECK_TEXT(bb_failure_details(), "there is no command /QUIT");
    CHECK_TEXT(command("/"), "E-COMMAND-UNKNOWN");
    CHECK_TEXT(command("/   "), "E-COMMAND-UNKNOWN");
    CHECK_TEXT(command("/helpers are many and this name has no end at all"), "E-COMMAND-UNKNOWN");
    char longest[200];
    memset(longest, 'x', sizeof longest);
    longest[0] = '/';
    longest[sizeof longest - 1] = 0;
    CHECK_TEXT(command(longest), "E-COMMAND-UNKNOWN");
    CHECK_EQUAL(strlen(bb_failure_details()), strlen("there is no command /") + 40);
}

TEST(help)
{
    CHECK_TEXT(command("/help"), "");
    CHECK_TEXT(fake_output(),
               "/help [NAME]           lists the commands\n"
               "/set KEY VALUE         changes an option\n"
               "/quit [reboot|return]  leaves\n"
               "/echo                  says its arguments; it is only here to be long enough\n"
               "                       for a second line, behind the blanks\n"
               "Anything else is text for the model. Ctrl-C stops its answer, Tab completes "
               "commands and\n"
               "options; a line that ends in a backslash goes on in the next one.\n");
    CHECK_TEXT(command("/help quit"), "");
    CHECK_TEXT(fake_output(), "/quit [reboot|return]  leaves\n");
    CHECK_TEXT(command("/help /set"), "");
    CHECK_TEXT(fake_output(), "/set KEY VALUE  changes an option\n");
    CHECK_TEXT(command("/help sett"), "E-COMMAND-UNKNOWN");
    CHECK_TEXT(bb_failure_details(), "there is no command /sett; did you mean /set?");
}

TEST(modules)
{
    CHECK(bb_repl_modules(&kernel, "") == BB_OK);
    CHECK_TEXT(fake_output(), "kernel  what every kernel shares\nrepl    a prompt\n");
}

TEST(get)
{
    CHECK(bb_repl_get(&kernel, "") == BB_OK);
    CHECK_TEXT(fake_output(), "test.flag         true (true, false)\n"
                              "test.steps        0 tokens (at least 0)\n"
                              "test.temperature  0.8 (0 to 5)\n"
                              "test.text         \"a\\nb\" (at most 15 bytes)\n"
                              "test.choice       wait (wait, exit)\n");
    CHECK(bb_repl_get(&kernel, "test.temperature") == BB_OK);
    CHECK_TEXT(fake_output(), "test.temperature  0.8 (0 to 5)\n  Spread of the choice.\n");
    CHECK_TEXT(bb_repl_get(&kernel, "temperature")->name, "E-OPTION-UNKNOWN");
    CHECK_TEXT(bb_failure_details(),
               "there is no option \"temperature\"; did you mean test.temperature?");
}

TEST(set)
{
    CHECK_TEXT(command("/set test.temperature 1.25"), "");
    CHECK_TEXT(fake_output(), "test.temperature  1.25 (0 to 5)\n");
    CHECK_NEAR(temperature, 1.25, 0);
    CHECK(changed == &bb_option_table[2]);
    CHECK_TEXT(command("/set test.text  b  c "), "");
    CHECK_TEXT(text, "b  c");
    CHECK_TEXT(fake_output(), "test.text  \"b  c\" (at most 15 bytes)\n");
    CHECK_TEXT(command("/set test.temperature 9"), "E-OPTION-VALUE");
    CHECK_TEXT(command("/set test.temprature 1"), "E-OPTION-UNKNOWN");
    CHECK_TEXT(command("/set test.temperature"), "E-COMMAND-USAGE");
    CHECK_TEXT(command("/set"), "E-COMMAND-USAGE");
    CHECK_NEAR(temperature, 1.25, 0);
}

TEST(quit)
{
    static const struct {
        const char *typed;
        bb_exit exit;
    } cases[] = {
        {"/quit", BB_EXIT_POWER_OFF},
        {"/quit reboot", BB_EXIT_REBOOT},
        {"/quit  return ", BB_EXIT_RETURN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kernel.leave = false;
        CHECK_TEXT(command(cases[i].typed), "");
        CHECK(kernel.leave);
        CHECK_EQUAL(kernel.exit, cases[i].exit);
    }
    kernel.leave = false;
    CHECK_TEXT(command("/quit now"), "E-COMMAND-USAGE");
    CHECK(!kernel.leave);
}

/* 2 MiB are measured where 4 are free, and given back; with less, or nothing, there is no figure.
 */
TEST(read_bandwidth)
{
    largest = 4 << 20;
    bb_read_bandwidth reading = bb_read_bandwidth_measure();
    CHECK_EQUAL(reading.bytes, 2 << 20);
    CHECK_EQUAL(pages, 0);
    CHECK(settled);
    CHECK(reading.one_processor > 1e6 && reading.one_processor < 1e13);
    CHECK(reading.all_processors > 1e6 && reading.all_processors < 1e13);
    CHECK(bb_repl_cpu(&kernel, "") == BB_OK);
    const char *row = strstr(fake_output(), "reads       ");
    CHECK(row != NULL && strstr(row, " GB/s with 3 processors, of 2.0 MiB\n") != NULL);
    largest = 1 << 20;
    CHECK_EQUAL(bb_read_bandwidth_measure().bytes, 0);
    largest = 1023;
}

TEST(machine)
{
    kernel.cpu = (bb_cpu){
        .features = BB_CPU_SSE2, .reported = BB_CPU_SSE2 | BB_CPU_AVX2, .brand = "A processor"};
    CHECK(bb_repl_cpu(&kernel, "") == BB_OK);
    CHECK_TEXT(fake_output(), "processor   A processor\n"
                              "in CPUID    sse2 avx2\n"
                              "usable      sse2 \n"
                              "not usable  avx2\n"
                              "core 1      is late\n");
    kernel.model = (bb_model){
        .format = "llama2c",
        .parameters = 15191712,
        .weight_bytes = 60816028,
        .classifier = {.type = BB_DTYPE_Q8_0},
        .shape = {.dim = 288,
                  .hidden = 768,
                  .layers = 6,
                  .heads = 6,
                  .kv_heads = 3,
                  .head_size = 48,
                  .vocabulary = 32000,
                  .context = 256,
                  .shared_classifier = true},
    };
    kernel.model_file = "\\models\\model.bin";
    kernel.tokenizer_file = "\\models\\tokenizer.bin";
    CHECK(bb_repl_model(&kernel, "") == BB_OK);
    CHECK_TEXT(fake_output(),
               "file        \\models\\model.bin\n"
               "tokenizer   \\models\\tokenizer.bin\n"
               "format      llama2c, weights in Q8_0\n"
               "parameters  15191712, 58.0 MiB of weights\n"
               "shape       6 layers of width 288, feed-forward 768; 6 query heads and 3\n"
               "            key/value heads of 48; shared classifier\n"
               "vocabulary  32000 tokens\n"
               "context     256 positions\n");

    kernel.model.vocabulary.count = 32000;
    CHECK(bb_repl_model(&kernel, "") == BB_OK);
    CHECK(strstr(fake_output(), "tokenizer   in the model's file\n"));
    CHECK_TEXT(bb_repl_model(&kernel, "other.gguf")->name, "E-MODEL-CHOICE");
    CHECK_TEXT(asked_model, "other.gguf");
    CHECK(bb_repl_memory(&kernel, "") == BB_OK);
    CHECK_TEXT(fake_output(), "machine    8.0 GiB, of which 3.0 MiB are free, 1023 bytes in one "
                              "piece\n"
                              "weights    0 bytes of 1.0 MiB\n"
                              "kv         1.0 KiB of 1.0 MiB\n"
                              "scratch    2.0 KiB of 1.0 MiB\n"
                              "output     3.0 KiB of 1.0 MiB\n"
                              "tokenizer  4.0 KiB of 1.0 MiB\n"
                              "sampler    5.0 KiB of 1.0 MiB\n");
}

TEST(stats)
{
    kernel.model.shape.context = 256;
    kernel.context.length = 12;
    CHECK(bb_repl_stats(&kernel, "") == BB_OK);
    CHECK_TEXT(fake_output(), "context    12 of 256 positions in use\nanswers    none yet\n");
    const bb_generate_result first = {.prompt_tokens = 1, .tokens = 10, .decode_ns = 100000000};
    const bb_generate_result second = {.prompt_tokens = 5,
                                       .tokens = 30,
                                       .prompt_ns = 40000000,
                                       .decode_ns = 100000000,
                                       .end = BB_END_INTERRUPTED};
    bb_repl_stats_add(&first);
    bb_repl_stats_add(&second);
    CHECK(bb_repl_stats(&kernel, "") == BB_OK);
    CHECK_TEXT(fake_output(),
               "context    12 of 256 positions in use\n"
               "last       5 tokens read at 125.0 tokens/s, 30 tokens written at 300.0 tokens/s\n"
               "ended by   Ctrl-C\n"
               "session    6 tokens read at 150.0 tokens/s, 40 tokens written at 200.0 tokens/s\n"
               "answers    2\n");
}

int main(void)
{
    return RUN(words) | RUN(arguments) | RUN(unknown_commands) | RUN(help) | RUN(modules) |
           RUN(get) | RUN(set) | RUN(quit) | RUN(read_bandwidth) | RUN(machine) | RUN(stats);
}
