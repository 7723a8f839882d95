/* SPDX-License-Identifier: Apache-2.0 */
#include "palette.h"

#include "cell.h"

typedef struct colours {
    uint32_t ink;
    uint32_t ground;
} colours;

#define NIGHT UINT32_C(0x0b0e14)
#define SLATE UINT32_C(0x1d2733)

/* By style, in the order of bb_style and cell.h. */
static const colours styles[BB_CELL_STYLES] = {
    [BB_STYLE_PLAIN] = {UINT32_C(0xa9b4c2), NIGHT},
    [BB_STYLE_PROMPT] = {UINT32_C(0xf0a84a), NIGHT},
    [BB_STYLE_INPUT] = {UINT32_C(0x8ad4ff), NIGHT},
    [BB_STYLE_WARNING] = {UINT32_C(0xff9d8a), NIGHT},
    [BB_STYLE_BAR] = {UINT32_C(0xf0a84a), NIGHT},
    [BB_CELL_GENERATED] = {UINT32_C(0xfaf6ea), NIGHT},
    [BB_CELL_TITLE_STYLE] = {UINT32_C(0xf0a84a), NIGHT},
    [BB_CELL_STATUS] = {UINT32_C(0xd5dee8), SLATE},
};

uint32_t bb_console_screen_ink(unsigned style)
{
    return styles[style < BB_CELL_STYLES ? style : BB_STYLE_PLAIN].ink;
}

uint32_t bb_console_screen_ground(unsigned style)
{
    return styles[style < BB_CELL_STYLES ? style : BB_STYLE_PLAIN].ground;
}

uint32_t bb_console_screen_track(void)
{
    return UINT32_C(0x3a4656);
}

/* Between two values of one byte each, at a shift. */
static uint32_t mix(uint32_t from, uint32_t to, unsigned shift, unsigned level)
{
    uint32_t a = from >> shift & 255, b = to >> shift & 255, most = BB_PALETTE_LEVELS - 1;
    return (a * (most - level) + b * level + most / 2) / most << shift;
}

void bb_console_screen_make_ramp(unsigned style, bool swapped, bb_console_screen_ramp out)
{
    uint32_t ink = bb_console_screen_ink(style), ground = bb_console_screen_ground(style);
    uint32_t from = swapped ? ink : ground, to = swapped ? ground : ink;
    for (unsigned i = 0; i < BB_PALETTE_LEVELS; i++)
        out[i] = mix(from, to, 16, i) | mix(from, to, 8, i) | mix(from, to, 0, i);
}
