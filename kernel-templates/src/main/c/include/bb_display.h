/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_DISPLAY_H
#define BB_DISPLAY_H

/*
 * The platform's display: pixels, for modules that draw. A pixel is 0x00RRGGBB; (0, 0) is at the
 * top left. What lies outside of the display is not drawn.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct bb_display {
    uint32_t width; /* pixels */
    uint32_t height;
} bb_display;

/*
 * Opens the display that the firmware shows its console on. It stays in the mode that it is in,
 * unless it has one of just the wanted width and height (pixels; 0 for any). False if there is no
 * display that can be drawn on.
 */
bool bb_display_open(uint32_t width, uint32_t height, bb_display *out);

/* Fills a rectangle. */
void bb_display_fill(uint32_t pixel, uint32_t x, uint32_t y, uint32_t width, uint32_t height);

/* Shows a picture of `height` rows of `width` pixels; `stride` pixels (>= width) lie between the
 * starts of its rows. */
void bb_display_show(const uint32_t *pixels, size_t stride, uint32_t x, uint32_t y, uint32_t width,
                     uint32_t height);

#endif
