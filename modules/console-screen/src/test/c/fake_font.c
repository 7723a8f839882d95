/* SPDX-License-Identifier: Apache-2.0 */
#include "fake_font.h"

#include "font.h"

enum { SQUARES = 7, LINES = 4, BYTES = SQUARES * LINES / 2, FACES = 3, NAMES = 'z' - '!' + 1 };

const bb_console_screen_run bb_console_screen_runs[] = {
    {0x0020, 0x007e, 0}, {0x00a0, 0x00ff, 95}, {0x0400, 0x04ff, 191}, {0x2500, 0x259f, 447}};
const size_t bb_console_screen_run_count = 4;

enum { GLYPHS = 447 + 0xa0 };

static bb_console_screen_glyph glyphs[GLYPHS + 1];
static uint8_t pixels[(GLYPHS + 1) * BYTES];
static bb_console_screen_glyph title_glyphs[NAMES + 1];

static const bb_console_screen_face small = {8, 16, GLYPHS, glyphs, pixels};
static const bb_console_screen_face middle = {10, 20, GLYPHS, glyphs, pixels};
static const bb_console_screen_face large = {16, 32, GLYPHS, glyphs, pixels};
static const bb_console_screen_face title = {32, 64, NAMES, title_glyphs, pixels};

const bb_console_screen_face *const bb_console_screen_faces[] = {&small, &middle, &large};
const size_t bb_console_screen_face_count = FACES;
const bb_console_screen_face *const bb_console_screen_title_face = &title;

static void set(uint8_t *glyph, unsigned square)
{
    glyph[square / 2] |= (uint8_t)(15 << (4 * (square % 2)));
}

static void make(size_t index, uint32_t character)
{
    uint8_t *glyph = pixels + index * BYTES;
    glyphs[index] = (bb_console_screen_glyph){0, 0, SQUARES, LINES, (uint32_t)(index * BYTES)};
    if (character == ' ')
        glyphs[index] = (bb_console_screen_glyph){0};
    for (unsigned i = 0; i < SQUARES; i++)
        set(glyph, i);
    for (unsigned bit = 0; bit < 21; bit++)
        if ((character >> bit & 1) != 0)
            set(glyph, SQUARES + bit);
}

void fake_font_make(void)
{
    for (size_t i = 0; i < bb_console_screen_run_count; i++) {
        const bb_console_screen_run *run = &bb_console_screen_runs[i];
        for (uint32_t c = run->first; c <= run->last; c++)
            make(run->glyph + (c - run->first), c);
    }
    make(GLYPHS, 0x1fffff);
    for (size_t i = 0; i < NAMES; i++) /* a block of 32 by 2 in the middle of the cell */
        title_glyphs[i] = (bb_console_screen_glyph){4, 30, 7, 1, 0};
}

uint32_t fake_font_read(const uint32_t *at, size_t stride, uint32_t scale, uint32_t *ink)
{
    uint32_t ground = at[15 * scale * stride], character = 0;
    *ink = at[0];
    if (at[0] == ground)
        return ' ';
    for (unsigned bit = 0; bit < 21; bit++) {
        const uint32_t *square = at + (1 + bit / SQUARES) * scale * stride + bit % SQUARES * scale;
        if (*square != ground)
            character |= UINT32_C(1) << bit;
    }
    return character == 0x1fffff ? 0xfffd : character;
}
