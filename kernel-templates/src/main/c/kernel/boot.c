/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The boot: its steps and their lines, and the end.
 *
 *   [   0.013 s] model    llama2c, 6 layers of 288, 32000 tokens, 58.0 MiB     +312 ms
 */
#include "bb_boot.h"
#include "bb_config.h"
#include "bb_console.h"
#include "bb_format.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_text.h"
#include "bb_wrap.h"

#define MILLISECOND UINT64_C(1000000)

/* Columns of a line: 79, since some consoles go to the next line behind column 80. */
enum { DETAIL_WIDTH = 46 };

static const char *step;
static uint64_t step_begun_ns;
static char detail[256];

const char *bb_boot_step(void)
{
    return step;
}

void bb_boot_detail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    bb_format_list(detail, sizeof detail, format, arguments);
    va_end(arguments);
}

void bb_boot_step_begin(const char *name)
{
    step = name;
    step_begun_ns = bb_clock_ns();
    detail[0] = 0;
}

static void print_padded(const char *text, size_t length, size_t columns)
{
    bb_write(text, length);
    for (size_t used = bb_utf8_count(text, length); used < columns; used++)
        bb_write(" ", 1);
}

static void print_duration(uint64_t ns)
{
    char text[24];
    if (ns < MILLISECOND)
        return;
    if (ns < 10000 * MILLISECOND)
        bb_format(text, sizeof text, "+%zu ms", ns / MILLISECOND);
    else
        bb_format(text, sizeof text, "+%.1f s", (double)ns * 1e-9);
    bb_print("%10s", text);
}

void bb_boot_step_end(void)
{
    uint64_t now_ns = bb_clock_ns();
    size_t length = bb_text_length(detail), at = 0;
    size_t line = bb_wrap_next(detail, length, DETAIL_WIDTH, &at);
    bb_print("[%8.3f s] %-9s ", (double)now_ns * 1e-9, step);
    print_padded(detail, line, DETAIL_WIDTH);
    print_duration(now_ns - step_begun_ns);
    bb_print("\n");
    while (at < length) {
        const char *next = detail + at;
        line = bb_wrap_next(detail, length, DETAIL_WIDTH, &at);
        bb_print("%23s%.*s\n", "", (int)line, next);
    }
    step = NULL;
}

_Noreturn void bb_kernel_main(bb_kernel *kernel)
{
    _Static_assert((int)BB_KERNEL_WHEN_DONE_POWER_OFF == (int)BB_EXIT_POWER_OFF &&
                       (int)BB_KERNEL_WHEN_DONE_REBOOT == (int)BB_EXIT_REBOOT &&
                       (int)BB_KERNEL_WHEN_DONE_RETURN == (int)BB_EXIT_RETURN,
                   "the option's choices are the ways to leave the machine, in this order");
    kernel->exit = (bb_exit)BB_KERNEL_WHEN_DONE;

    bb_console_start();
    bb_print("Baobab " BB_VERSION " - " BB_KERNEL_NAME "\n\n");
    bb_status status = bb_hooks_boot(kernel);
    if (status != BB_OK)
        bb_panic(kernel, status);

    bb_hooks_shutdown(kernel, !kernel->failed);
    bb_platform_exit(kernel->exit, !kernel->failed);
}
