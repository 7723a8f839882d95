/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONSOLE_SCREEN_PALETTE_H
#define CONSOLE_SCREEN_PALETTE_H

/*
 * Colours: light on dark, for projectors as for people. Each text has a contrast of at least 7 to
 * its ground (WCAG 2.2, criterion 1.4.6); a test computes it. Pixels are 0x00RRGGBB.
 */
#include <stdbool.h>
#include <stdint.h>

enum { BB_PALETTE_LEVELS = 16 };

/* The pixels of a style from the ground (0) to the letters (15). */
typedef uint32_t bb_console_screen_ramp[BB_PALETTE_LEVELS];

/* The colour of letters and of the ground. */
uint32_t bb_console_screen_ink(unsigned style);
uint32_t bb_console_screen_ground(unsigned style);

/* The part of a progress bar that is yet to come. */
uint32_t bb_console_screen_track(void);

/* `swapped`: ground and letters change places, as under the cursor. */
void bb_console_screen_make_ramp(unsigned style, bool swapped, bb_console_screen_ramp out);

#endif
