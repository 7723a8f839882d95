/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_FONT_H
#define FAKE_FONT_H

/*
 * A font that can be read back: the glyph of a character shows the bits of its number in a row of
 * 21 squares of one pixel, 7 a line, below a line that tells ground from letter. Blanks are blank.
 * Characters without a glyph are all letter.
 */
#include <stddef.h>
#include <stdint.h>

void fake_font_make(void);

/* The character of a cell that starts at pixels[0]; 0xfffd for the fallback. *ink is the colour of
 * the letter; that of the ground for a blank. */
uint32_t fake_font_read(const uint32_t *pixels, size_t stride, uint32_t scale, uint32_t *ink);

#endif
