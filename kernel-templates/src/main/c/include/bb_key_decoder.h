/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_KEY_DECODER_H
#define BB_KEY_DECODER_H

/*
 * Keys from the bytes of a serial terminal: UTF-8, control characters, and the sequences that
 * terminals send for the other keys (ECMA-48, section 5.4; xterm's and the VT220's keys).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_key.h"

/* All zero to begin with. */
typedef struct bb_key_decoder {
    char bytes[64]; /* not decoded yet */
    size_t length;
    uint64_t newest_ns;   /* when the last byte came */
    bool carriage_return; /* the last key was CR: an LF right after it belongs to it */
} bb_key_decoder;

/* Whether one more byte can be pushed. */
bool bb_key_decoder_room(const bb_key_decoder *decoder);

/* Adds a byte that came at this time. Drops it if there is no room. */
void bb_key_decoder_push(bb_key_decoder *decoder, char byte, uint64_t now_ns);

/*
 * Takes a key if one is complete. The escape key is told from the start of a sequence by time:
 * nothing follows it for 50 ms.
 */
bool bb_key_decoder_take(bb_key_decoder *decoder, uint64_t now_ns, bb_key *key);

#endif
