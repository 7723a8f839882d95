/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/config_file.c ../../main/c/config_parser.c
   ../../../../../kernel-templates/src/main/c/kernel/decimal.c
   ../../../../../kernel-templates/src/main/c/kernel/distance.c
   ../../../../../kernel-templates/src/main/c/kernel/format.c
   ../../../../../kernel-templates/src/main/c/kernel/number.c
   ../../../../../kernel-templates/src/main/c/kernel/options.c
   ../../../../../kernel-templates/src/main/c/kernel/text.c
   ../../../../../kernel-templates/src/main/c/kernel/wrap.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
/* The boot step, with the kernel's options and a file in memory. */
#include "config_file.h"

#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_option.h"
#include "bb_test.h"
#include "fake_kernel.h"

static bool flag;
static float number;
static char text[8];
static int changes;

const bb_option bb_option_table[] = {
    {.name = "test.flag", .value = &flag, .unit = "", .type = BB_OPTION_BOOLEAN},
    {.name = "test.number", .value = &number, .unit = "", .type = BB_OPTION_NUMBER, .max = 1},
    {.name = "test.text", .value = text, .unit = "", .type = BB_OPTION_TEXT, .capacity = 8},
};
const size_t bb_option_count = 3;

void bb_hooks_option_changed(bb_kernel *kernel, const bb_option *option)
{
    (void)kernel;
    (void)option;
    changes++;
}

/* --- The boot volume --- */

const bb_error_code bb_file_missing = {"E-FILE-MISSING", ""};
static const bb_error_code unreadable = {"E-FILE-READ", ""};
static const bb_error_code no_volume = {"E-VOLUME", ""};

static bool has_volume;
static bb_source file;        /* size and content; name NULL: missing */
static bool fails;            /* reading does */
static int opened, allocated; /* and not closed, not freed */

bb_status bb_platform_volume(bb_volume *out)
{
    *out = (bb_volume){0};
    return has_volume ? BB_OK : bb_fail(&no_volume, "none");
}

static void close_file(bb_source *source)
{
    (void)source;
    opened--;
}

bb_status bb_platform_file_open(const char *path, bb_source *out)
{
    CHECK_TEXT(path, "\\baobab.cfg");
    if (file.name == NULL)
        return &bb_file_missing;
    if (fails)
        return bb_fail(&unreadable, "read error");
    *out = file;
    opened++;
    return BB_OK;
}

void bb_source_close(bb_source *source)
{
    close_file(source);
}

bb_status bb_platform_pages_allocate(size_t bytes, void **out)
{
    *out = malloc(bytes);
    memset(*out, 0xa5, bytes);
    allocated++;
    return BB_OK;
}

void bb_platform_pages_free(void *pages, size_t bytes)
{
    (void)bytes;
    free(pages);
    allocated--;
}

/* --- The boot step --- */

static const char *boot_bytes(const char *bytes, size_t length)
{
    static bb_kernel kernel;
    has_volume = true;
    file = fake_source("\\baobab.cfg", bytes, length);
    flag = false;
    number = 0;
    text[0] = 0;
    changes = 0;
    bb_status status = bb_config_file_boot(&kernel);
    CHECK_EQUAL(opened, 0);
    CHECK_EQUAL(allocated, 0);
    return status != BB_OK ? status->name : "";
}

static const char *boot(const char *content)
{
    return boot_bytes(content, strlen(content));
}

TEST(settings)
{
    CHECK_TEXT(boot("# mine\ntest.flag = true\ntest.number=0.5\ntest.text = \"a b\"\n"), "");
    CHECK(flag);
    CHECK_NEAR(number, 0.5, 0);
    CHECK_TEXT(text, "a b");
    CHECK_EQUAL(changes, 3);
    CHECK_TEXT(fake_output(), "");
    CHECK_TEXT(fake_boot_detail(), "3 options from \\baobab.cfg");
}

TEST(empty_file)
{
    CHECK_TEXT(boot(""), "");
    CHECK_TEXT(fake_boot_detail(), "0 options from \\baobab.cfg");
}

TEST(all_bad_lines_are_reported)
{
    CHECK_TEXT(
        boot("test.flag = true\ntest.numbr = 1\ntest.number = 2\nnothing\ntest.flag = false\n"
             "test.text = \"12345678\"\ntest.number = 1\n"),
        "E-CONFIG");
    CHECK_TEXT(fake_output(), "\\baobab.cfg, line 2: E-CONFIG-LINE\n"
                              "    there is no option \"test.numbr\"; did you mean test.number?\n"
                              "\\baobab.cfg, line 3: E-CONFIG-LINE\n"
                              "    test.number: \"2\" is not a number from 0 to 1\n"
                              "\\baobab.cfg, line 4: E-CONFIG-LINE\n"
                              "    it has no = ; write key = value, or # in front of a comment\n"
                              "\\baobab.cfg, line 5: E-CONFIG-LINE\n"
                              "    test.flag is set in line 1 already\n"
                              "\\baobab.cfg, line 6: E-CONFIG-LINE\n"
                              "    test.text: the text has 8 bytes, more than 7\n"
                              "\\baobab.cfg, line 7: E-CONFIG-LINE\n"
                              "    test.number is set in line 3 already\n");
    CHECK_TEXT(bb_failure_details(), "\\baobab.cfg has 6 lines with errors, listed above");
    CHECK(flag);
}

TEST(twenty_lines_are_shown)
{
    char content[100] = "";
    for (int i = 0; i < 23; i++)
        strcat(content, "x\n");
    CHECK_TEXT(boot(content), "E-CONFIG");
    const char *output = fake_output();
    CHECK(strstr(output, "line 20: E-CONFIG-LINE") != NULL);
    CHECK(strstr(output, "line 21") == NULL);
    CHECK(strstr(output, "\n... and 3 more lines\n") != NULL);
    CHECK_TEXT(bb_failure_details(), "\\baobab.cfg has 23 lines with errors, listed above");
}

TEST(absence)
{
    static bb_kernel kernel;
    has_volume = true;
    file.name = NULL;
    CHECK(bb_config_file_boot(&kernel) == BB_OK);
    CHECK_TEXT(fake_boot_detail(), "no \\baobab.cfg");
    has_volume = false;
    CHECK(bb_config_file_boot(&kernel) == BB_OK);
    CHECK_TEXT(fake_boot_detail(), "no volume to read \\baobab.cfg from");
}

TEST(size)
{
    static char content[BB_CONFIG_FILE_BYTES + 1];
    memset(content, '\n', sizeof content);
    CHECK_TEXT(boot_bytes(content, BB_CONFIG_FILE_BYTES), "");
    CHECK_TEXT(boot_bytes(content, BB_CONFIG_FILE_BYTES + 1), "E-CONFIG-SIZE");
}

TEST(read_errors)
{
    fails = true;
    CHECK_TEXT(boot("test.flag = true"), "E-FILE-READ");
    fails = false;
}

TEST(random_bytes)
{
    static char content[BB_CONFIG_FILE_BYTES];
    uint64_t state = 1;
    for (int round = 0; round < 20; round++) {
        for (size_t i = 0; i < sizeof content; i++)
            content[i] = (char)bb_test_random(&state);
        CHECK_TEXT(boot_bytes(content, sizeof content), "E-CONFIG");
        CHECK(strlen(fake_output()) < 8000);
    }
}

int main(void)
{
    return RUN(settings) | RUN(empty_file) | RUN(all_bad_lines_are_reported) |
           RUN(twenty_lines_are_shown) | RUN(absence) | RUN(size) | RUN(read_errors) |
           RUN(random_bytes);
}
