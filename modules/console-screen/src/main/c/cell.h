/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONSOLE_SCREEN_CELL_H
#define CONSOLE_SCREEN_CELL_H

/*
 * A cell of the screen: what stands there, and how.
 *
 *   bits 0 to 20: a character of Unicode, or a piece of the title picture (BB_CELL_TITLE and above)
 *   bits 24 to 27: its style
 *   bit 31: the cursor stands here
 */
#include <stdint.h>

#include "bb_console.h"

/* Styles: those of bb_style, and what only the screen tells apart. */
enum {
    BB_CELL_GENERATED = BB_STYLE_BAR + 1, /* text of the model */
    BB_CELL_TITLE_STYLE,                  /* the name on the first page */
    BB_CELL_STATUS,                       /* the bottom line */
    BB_CELL_STYLES,
};

#define BB_CELL_CODE UINT32_C(0x1fffff)
#define BB_CELL_CURSOR UINT32_C(0x80000000)

/* Pieces of the title lie behind Unicode: row * 256 + column. */
#define BB_CELL_TITLE UINT32_C(0x110000)

static inline uint32_t bb_cell(uint32_t code, unsigned style)
{
    return (code & BB_CELL_CODE) | (uint32_t)style << 24;
}

static inline uint32_t bb_cell_code(uint32_t cell)
{
    return cell & BB_CELL_CODE;
}

static inline unsigned bb_cell_style(uint32_t cell)
{
    return (cell >> 24) & 15;
}

#endif
