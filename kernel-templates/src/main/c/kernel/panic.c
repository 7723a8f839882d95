/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The end of a kernel that cannot go on, in a frame that no one overlooks. The characters of the
 * frame are those that every firmware's font has (UEFI 2.10, section 12.4.1).
 */
#include "bb_boot.h"
#include "bb_config.h"
#include "bb_console.h"
#include "bb_format.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_text.h"
#include "bb_wrap.h"

enum { COLUMNS = 75, LABEL_COLUMNS = 8 };

static void repeat(const char *text, size_t count)
{
    for (; count > 0; count--)
        bb_print("%s", text);
}

/* Lines in the frame: a label in front of the first, blanks in front of the others. */
static void frame_text(const char *label, const char *text)
{
    size_t length = bb_text_length(text), at = 0;
    do {
        const char *line = text + at;
        size_t bytes = bb_wrap_next(text, length, COLUMNS - LABEL_COLUMNS, &at);
        bb_print("\u2502 %-8s%.*s", label, (int)bytes, line);
        repeat(" ", COLUMNS - LABEL_COLUMNS - bb_utf8_count(line, bytes));
        bb_print(" \u2502\n");
        label = "";
    } while (at < length);
}

static void print_failure(bb_status status)
{
    char place[80];
    const char *step = bb_boot_step();
    double seconds = (double)bb_clock_ns() * 1e-9;
    if (step != NULL)
        bb_format(place, sizeof place, "boot step %s, %.3f s after the start", step, seconds);
    else
        bb_format(place, sizeof place, "outside of the boot steps, %.3f s after the start",
                  seconds);

    size_t title = 2 + bb_text_length(status->name) + 1;
    bb_print("\n\u250c\u2500 %s ", status->name);
    repeat("\u2500", COLUMNS + 2 > title ? COLUMNS + 2 - title : 0);
    bb_print("\u2510\n");
    frame_text("what", bb_failure_details());
    frame_text("where", place);
    frame_text("to do", status->fix);
    bb_print("\u2514");
    repeat("\u2500", COLUMNS + 2);
    bb_print("\u2518\n");
}

static void wait_for_key(void)
{
    enum { SECOND = 1000000 };
    bb_key key;
    while (bb_console_key(&key)) /* what was typed before does not count */
        ;
    bb_print("Press a key to return to the firmware.\n");
    while (!bb_console_key(&key))
        bb_platform_wait(SECOND);
}

_Noreturn void bb_panic(bb_kernel *kernel, bb_status status)
{
    static bool panicking;
    bb_platform_vector_end();
    /* Something that is called below failed in turn: no more of that. */
    if (panicking)
        bb_platform_exit(BB_EXIT_RETURN, false);
    panicking = true;

    bb_console_start();
    bb_console_style(BB_STYLE_WARNING);
    print_failure(status);
    kernel->failed = true;
    bb_console_verdict(false);
    bb_hooks_shutdown(kernel, false);
    if (BB_KERNEL_INTERACTIVE)
        wait_for_key();
    bb_platform_exit(BB_EXIT_RETURN, false);
}
