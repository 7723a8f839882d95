/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The line that shows how far long work has come.
 *
 *              weights    ████████░░░░░░░░  52% of 4168 MiB, 393 MiB/s, 5 s left
 */
#include "bb_console.h"
#include "bb_format.h"
#include "bb_platform.h"

#define REDRAW_NS UINT64_C(100000000)
#define MIB (1024.0 * 1024.0)

/* The line is as long as a boot line at most: 24 columns of label, the bar, the figures. */
enum { BAR = 16, FIGURES = 38, LINE = 79 };

static const char *label;
static uint64_t total;
static uint64_t done;
static bool in_bytes;
static uint64_t begun_ns;
static uint64_t drawn_ns;
static bool drawn;

/* A character of the bar is a whole block, or a shade: what every firmware's font has (UEFI 2.10,
 * section 12.4.1). */
static void draw_bar(double part)
{
    unsigned filled = (unsigned)(part * (double)BAR);
    bb_console_style(BB_STYLE_BAR);
    for (unsigned i = 0; i < BAR; i++)
        bb_print("%s", i < filled ? "\u2588" : "\u2591");
    bb_console_style(BB_STYLE_PLAIN);
}

/* Behind the bar: of bytes also the speed, and how long the rest takes at that. */
static void draw_figures(double part, double seconds)
{
    char text[FIGURES + 1];
    unsigned percent = (unsigned)(part * 100.0);
    if (in_bytes)
        bb_format(text, sizeof text, "%3u%% of %.0f MiB, %.0f MiB/s, %.0f s left", percent,
                  (double)total / MIB, (double)done / MIB / seconds,
                  part > 0 ? seconds / part - seconds : 0.0);
    else
        bb_format(text, sizeof text, "%3u%%, %zu of %zu", percent, done, total);
    bb_print(" %-*s", FIGURES, text); /* blanks over what was there before */
}

static void draw(uint64_t now_ns)
{
    double part = total == 0 ? 1.0 : (double)done / (double)total;
    bb_print("\r             %-10s ", label);
    draw_bar(part);
    draw_figures(part, (double)(now_ns - begun_ns) * 1e-9);
    drawn_ns = now_ns;
    drawn = true;
}

void bb_progress_begin(const char *name, uint64_t work, bool unit_bytes)
{
    label = name;
    total = work;
    done = 0;
    in_bytes = unit_bytes;
    begun_ns = drawn_ns = bb_clock_ns();
    drawn = false;
}

void bb_progress_update(uint64_t work)
{
    if (label == NULL)
        return;
    done = work < total ? work : total;
    uint64_t now_ns = bb_clock_ns();
    if (now_ns - drawn_ns >= REDRAW_NS)
        draw(now_ns);
}

void bb_progress_end(void)
{
    if (label == NULL)
        return;
    /* The bar gives way to what the boot line says of the whole; short work never shows one. */
    if (drawn)
        bb_print("\r%*s\r", LINE, "");
    label = NULL;
}
