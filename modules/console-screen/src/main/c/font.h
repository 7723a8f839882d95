/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONSOLE_SCREEN_FONT_H
#define CONSOLE_SCREEN_FONT_H

/*
 * Glyphs: pictures of characters with levels from 0 (ground) to 15 (letter). The tables are
 * generated (glyphs.c). A glyph may be drawn larger by a whole factor, smoothed.
 */
#include <stddef.h>
#include <stdint.h>

#include "palette.h"

/* The rectangle of a cell that is not blank: width * height levels of four bits, row by row. */
typedef struct bb_console_screen_glyph {
    uint8_t left, top, width, height; /* in the cell; height 0: blank */
    uint32_t offset;                  /* of its first byte among the face's pixels */
} bb_console_screen_glyph;

typedef struct bb_console_screen_face {
    uint32_t width, height; /* of a cell */
    uint32_t fallback;      /* the glyph for characters without one; the last */
    const bb_console_screen_glyph *glyphs;
    const uint8_t *pixels;
} bb_console_screen_face;

/* Characters whose glyphs follow each other. */
typedef struct bb_console_screen_run {
    uint32_t first, last; /* characters */
    uint32_t glyph;       /* of the first */
} bb_console_screen_run;

/* --- Generated --- */

extern const bb_console_screen_run bb_console_screen_runs[]; /* ascending; of all faces */
extern const size_t bb_console_screen_run_count;
extern const bb_console_screen_face *const bb_console_screen_faces[]; /* from small to large */
extern const size_t bb_console_screen_face_count;

/* Of names: glyph i is character '!' + i. */
extern const bb_console_screen_face *const bb_console_screen_title_face;

/* --- font.c --- */

/* The glyph of a character, in every face but the title's; of the fallback if it has none. */
const bb_console_screen_glyph *bb_console_screen_find(const bb_console_screen_face *face,
                                                      uint32_t character);

/* The level of a pixel of a cell that is `scale` times as large; x and y are within it. */
unsigned bb_console_screen_level(const bb_console_screen_face *face,
                                 const bb_console_screen_glyph *glyph, uint32_t scale, uint32_t x,
                                 uint32_t y);

/* Draws a whole cell; `stride` pixels lie between the starts of its rows. */
void bb_console_screen_draw(const bb_console_screen_face *face,
                            const bb_console_screen_glyph *glyph, uint32_t scale,
                            const bb_console_screen_ramp ramp, uint32_t *pixels, size_t stride);

#endif
