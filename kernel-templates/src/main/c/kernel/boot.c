/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The boot: its steps and their lines, and the end.
 *
 *   [   0.013 s] model      llama2c, 6 layers of 288, 32000 tokens, 58.0 MiB    +312 ms
 */
#include "bb_boot.h"
#include "bb_config.h"
#include "bb_console.h"
#include "bb_format.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_model_boot.h"
#include "bb_text.h"
#include "bb_wrap.h"

#define MILLISECOND UINT64_C(1000000)

/* Columns for details and duration, behind 24 for time and name. That makes 79: some consoles go to
 * the next line behind column 80. */
enum { DETAIL = 55 };
#define NEXT_LINE "\n%24s"

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

/* The step's own time, to the right, behind so many columns of details. */
static void print_duration(uint64_t ns, size_t columns)
{
    char text[24];
    size_t length;
    if (ns < MILLISECOND)
        return;
    if (ns < 10000 * MILLISECOND)
        length = bb_format(text, sizeof text, "+%zu ms", ns / MILLISECOND);
    else
        length = bb_format(text, sizeof text, "+%.1f s", (double)ns * 1e-9);
    if (columns + 1 + length > DETAIL) {
        bb_print(NEXT_LINE, "");
        columns = 0;
    }
    for (; columns + length < DETAIL; columns++)
        bb_write(" ", 1);
    bb_print("%s", text);
}

void bb_boot_step_end(void)
{
    uint64_t now_ns = bb_clock_ns();
    size_t length = bb_text_length(detail), at = 0, columns;
    bb_print("[%8.3f s] %-10s ", (double)now_ns * 1e-9, step);
    for (;;) {
        const char *line = detail + at;
        size_t bytes = bb_wrap_next(detail, length, DETAIL, &at);
        columns = bb_utf8_count(line, bytes);
        bb_write(line, bytes);
        if (at == length)
            break;
        bb_print(NEXT_LINE, "");
    }
    print_duration(now_ns - step_begun_ns, columns);
    bb_print("\n");
    step = NULL;
}

bb_status bb_model_restart(bb_kernel *kernel)
{
    const char *outer = step;
    uint64_t outer_begun_ns = step_begun_ns;
    bb_status status = bb_hooks_boot_model(kernel);
    step = outer;
    step_begun_ns = outer_begun_ns;
    detail[0] = 0;
    return status;
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

    bb_hooks_network_stop(kernel);
    bb_console_verdict(!kernel->failed);
    bb_hooks_shutdown(kernel, !kernel->failed);
    bb_platform_exit(kernel->exit, !kernel->failed);
}
