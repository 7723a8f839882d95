/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_KEY_H
#define BB_KEY_H

/* Keys, from a keyboard or a serial terminal. */
#include <stdint.h>

typedef enum bb_key_code {
    BB_KEY_CHARACTER, /* `character` holds it; control keys are characters below 32 */
    BB_KEY_ENTER,
    BB_KEY_BACKSPACE,
    BB_KEY_DELETE,
    BB_KEY_LEFT,
    BB_KEY_RIGHT,
    BB_KEY_UP,
    BB_KEY_DOWN,
    BB_KEY_HOME,
    BB_KEY_END,
    BB_KEY_PAGE_UP,
    BB_KEY_PAGE_DOWN,
    BB_KEY_ESCAPE,
} bb_key_code;

/* The character of a control key: BB_CONTROL('C') of Ctrl-C. */
#define BB_CONTROL(letter) ((letter) & 0x1f)

typedef struct bb_key {
    bb_key_code code;
    uint32_t character; /* Unicode */
} bb_key;

#endif
