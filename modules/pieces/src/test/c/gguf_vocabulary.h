/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GGUF_VOCABULARY_H
#define GGUF_VOCABULARY_H

/*
 * The vocabulary of a GGUF file (version 2 or 3, little-endian), for tests of tokenizers. It trusts
 * the file: the kernel's reader is another one.
 */
#include "bb_vocabulary.h"

/* Reads a file of a folder, or ends the program. Texts point into memory that stays. */
bb_vocabulary gguf_vocabulary(const char *folder, const char *name);

/* Of a path. */
bb_vocabulary gguf_vocabulary_at(const char *path);

/* Bytes of the texts of all pieces. */
size_t gguf_text_bytes(const bb_vocabulary *vocabulary);

/* The folder of vocabularies, beside that of the models. */
const char *gguf_folder(void);

#endif
