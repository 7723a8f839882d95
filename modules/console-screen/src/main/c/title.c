/* SPDX-License-Identifier: Apache-2.0 */
#include "title.h"

#include "bb_text.h"
#include "font.h"

enum { MOST_COLUMNS = 256 };

/* Cells as high as this or higher go with a title of twice the size. */
enum { LARGE_CELL = 28 };

static uint32_t smaller(size_t a, size_t b)
{
    return (uint32_t)(a < b ? a : b);
}

void bb_console_screen_title_plan(bb_console_screen_title *title, const char *name,
                                  uint32_t cell_width, uint32_t cell_height, size_t columns)
{
    const bb_console_screen_face *face = bb_console_screen_title_face;
    uint32_t scale = cell_height >= LARGE_CELL ? 2 * (cell_height / LARGE_CELL) : 1;
    size_t width = bb_text_length(name) * face->width * scale;
    size_t cells = (width + cell_width - 1) / cell_width;
    *title = (bb_console_screen_title){
        .name = name,
        .scale = scale,
        .cell_width = cell_width,
        .cell_height = cell_height,
        .columns = smaller(smaller(cells, columns), MOST_COLUMNS),
        .rows = face->height * scale / cell_height + 1, /* and some air below */
    };
}

/* The glyph of a character of the name; NULL for none. */
static const bb_console_screen_glyph *glyph_of(char character)
{
    const bb_console_screen_face *face = bb_console_screen_title_face;
    unsigned index = (unsigned)(unsigned char)character - '!';
    return index < face->fallback ? &face->glyphs[index] : NULL;
}

void bb_console_screen_title_draw(const bb_console_screen_title *title, uint32_t row,
                                  uint32_t column, const bb_console_screen_ramp ramp,
                                  uint32_t *pixels, size_t stride)
{
    const bb_console_screen_face *face = bb_console_screen_title_face;
    uint32_t width = face->width * title->scale, height = face->height * title->scale;
    size_t length = bb_text_length(title->name);
    for (uint32_t y = 0; y < title->cell_height; y++) {
        for (uint32_t x = 0; x < title->cell_width; x++) {
            uint32_t across = column * title->cell_width + x, down = row * title->cell_height + y;
            size_t letter = across / width;
            const bb_console_screen_glyph *glyph =
                letter < length && down < height ? glyph_of(title->name[letter]) : NULL;
            unsigned level = glyph == NULL ? 0
                                           : bb_console_screen_level(face, glyph, title->scale,
                                                                     across % width, down);
            pixels[y * stride + x] = ramp[level];
        }
    }
}
