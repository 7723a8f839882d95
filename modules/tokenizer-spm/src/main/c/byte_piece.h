/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BYTE_PIECE_H
#define BYTE_PIECE_H

/* The texts of byte tokens: <0x00> to <0xFF>. */
#include <stddef.h>

/* The byte that a text <0xHH> stands for, or -1. */
int bb_tokenizer_spm_byte_of(const char *text, size_t length);

#endif
