/* SPDX-License-Identifier: Apache-2.0 */
#include "font.h"

enum { MOST = BB_PALETTE_LEVELS - 1 };

const bb_console_screen_glyph *bb_console_screen_find(const bb_console_screen_face *face,
                                                      uint32_t character)
{
    size_t low = 0, high = bb_console_screen_run_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const bb_console_screen_run *run = &bb_console_screen_runs[middle];
        if (character < run->first)
            high = middle;
        else if (character > run->last)
            low = middle + 1;
        else
            return &face->glyphs[run->glyph + (character - run->first)];
    }
    return &face->glyphs[face->fallback];
}

/* The level of a pixel of the glyph as it is; 0 outside of its rectangle. */
static unsigned stored(const bb_console_screen_face *face, const bb_console_screen_glyph *glyph,
                       int32_t x, int32_t y)
{
    x -= glyph->left;
    y -= glyph->top;
    if (x < 0 || y < 0 || x >= glyph->width || y >= glyph->height)
        return 0;
    size_t i = (size_t)y * glyph->width + (size_t)x;
    return face->pixels[glyph->offset + i / 2] >> (4 * (i % 2)) & 15u;
}

/* Between four neighbours, with the contrast raised so that edges stay as sharp as they were. */
static unsigned smoothed(const bb_console_screen_face *face, const bb_console_screen_glyph *glyph,
                         int32_t scale, int32_t x, int32_t y)
{
    /* In units of half a pixel of the larger picture, to the left of and above the centre. */
    int32_t across = 2 * x + 1 - scale, down = 2 * y + 1 - scale, unit = 2 * scale;
    int32_t left = across < 0 ? -1 : across / unit, upper = down < 0 ? -1 : down / unit;
    int32_t right_part = across - left * unit, lower_part = down - upper * unit;
    int32_t upper_row = (int32_t)stored(face, glyph, left, upper) * (unit - right_part) +
                        (int32_t)stored(face, glyph, left + 1, upper) * right_part;
    int32_t lower_row = (int32_t)stored(face, glyph, left, upper + 1) * (unit - right_part) +
                        (int32_t)stored(face, glyph, left + 1, upper + 1) * right_part;
    int32_t area = unit * unit;
    int32_t twice = 2 * (upper_row * (unit - lower_part) + lower_row * lower_part);
    /* (level - middle) * scale + middle, with level and middle in units of half a level */
    int32_t level = ((twice - MOST * area) * scale + MOST * area + area) / (2 * area);
    return level < 0 ? 0 : level > MOST ? MOST : (unsigned)level;
}

unsigned bb_console_screen_level(const bb_console_screen_face *face,
                                 const bb_console_screen_glyph *glyph, uint32_t scale, uint32_t x,
                                 uint32_t y)
{
    if (scale == 1)
        return stored(face, glyph, (int32_t)x, (int32_t)y);
    return smoothed(face, glyph, (int32_t)scale, (int32_t)x, (int32_t)y);
}

static void fill(uint32_t pixel, uint32_t *pixels, size_t stride, uint32_t width, uint32_t height)
{
    for (uint32_t y = 0; y < height; y++)
        for (uint32_t x = 0; x < width; x++)
            pixels[y * stride + x] = pixel;
}

static void draw_stored(const bb_console_screen_face *face, const bb_console_screen_glyph *glyph,
                        const bb_console_screen_ramp ramp, uint32_t *pixels, size_t stride)
{
    const uint8_t *from = face->pixels + glyph->offset;
    size_t i = 0;
    for (uint32_t y = 0; y < glyph->height; y++) {
        uint32_t *row = pixels + (glyph->top + y) * stride + glyph->left;
        for (uint32_t x = 0; x < glyph->width; x++, i++)
            row[x] = ramp[from[i / 2] >> (4 * (i % 2)) & 15u];
    }
}

void bb_console_screen_draw(const bb_console_screen_face *face,
                            const bb_console_screen_glyph *glyph, uint32_t scale,
                            const bb_console_screen_ramp ramp, uint32_t *pixels, size_t stride)
{
    fill(ramp[0], pixels, stride, face->width * scale, face->height * scale);
    if (glyph->height == 0)
        return;
    if (scale == 1) {
        draw_stored(face, glyph, ramp, pixels, stride);
        return;
    }
    for (uint32_t y = 0; y < face->height * scale; y++)
        for (uint32_t x = 0; x < face->width * scale; x++)
            pixels[y * stride + x] = ramp[bb_console_screen_level(face, glyph, scale, x, y)];
}
