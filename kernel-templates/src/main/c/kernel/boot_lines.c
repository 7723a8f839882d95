/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The line of a boot step:
 *
 *   [   0.013 s] model      llama2c, 6 layers of 288, 32000 tokens, 58.0 MiB    +312 ms
 */
#include "bb_boot.h"
#include "bb_console.h"
#include "bb_format.h"
#include "bb_kernel.h"
#include "bb_text.h"
#include "bb_wrap.h"

#define MILLISECOND UINT64_C(1000000)

/* Columns for details and duration, behind 24 for time and name. That makes 79: some consoles go to
 * the next line behind column 80. */
enum { DETAIL = 55 };
#define NEXT_LINE "\n%24s"

static bb_boot_running step;
static char detail[256];

const char *bb_boot_step(void)
{
    return step.name;
}

bb_boot_running bb_boot_step_leave(void)
{
    return step;
}

void bb_boot_step_resume(bb_boot_running outer)
{
    step = outer;
    detail[0] = 0;
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
    bb_boot_step_resume((bb_boot_running){.name = name, .begun_ns = bb_clock_ns()});
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
    bb_print("[%8.3f s] %-10s ", (double)now_ns * 1e-9, step.name);
    for (;;) {
        const char *line = detail + at;
        size_t bytes = bb_wrap_next(detail, length, DETAIL, &at);
        columns = bb_utf8_count(line, bytes);
        bb_write(line, bytes);
        if (at == length)
            break;
        bb_print(NEXT_LINE, "");
    }
    print_duration(now_ns - step.begun_ns, columns);
    bb_print("\n");
    step.name = NULL;
}
