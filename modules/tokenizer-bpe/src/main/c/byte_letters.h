/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BYTE_LETTERS_H
#define BYTE_LETTERS_H

/*
 * Byte-level vocabularies (Radford et al. 2019, GPT-2) write each byte as one printable letter:
 * bytes that are printable in Latin-1 as themselves, the others in their order as U+0100 and up, so
 * that a blank is U+0120.
 */
#include <stdbool.h>
#include <stddef.h>

/*
 * The bytes that letters stand for, into out[0..*count), which has room for `length` bytes. False
 * if the text has anything but such letters; nothing can then be said of `out`.
 */
bool bb_tokenizer_bpe_letters_to_bytes(const char *text, size_t length, char *out, size_t *count);

#endif
