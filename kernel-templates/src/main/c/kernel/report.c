/* SPDX-License-Identifier: Apache-2.0 */
/* Failures that the kernel survives. */
#include "bb_console.h"
#include "bb_kernel.h"
#include "bb_text.h"
#include "bb_wrap.h"

static void print_wrapped(const char *text)
{
    enum { COLUMNS = 75 };
    size_t length = bb_text_length(text), at = 0;
    while (at < length) {
        const char *line = text + at;
        size_t bytes = bb_wrap_next(text, length, COLUMNS, &at);
        bb_print("    %.*s\n", (int)bytes, line);
    }
}

void bb_report(bb_status status)
{
    bb_console_style(BB_STYLE_WARNING);
    bb_print("%s\n", status->name);
    print_wrapped(bb_failure_details());
    print_wrapped(status->fix);
    bb_console_style(BB_STYLE_PLAIN);
}
