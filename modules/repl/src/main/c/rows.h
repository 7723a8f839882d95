/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ROWS_H
#define ROWS_H

/* Answers of commands: rows of a label and a text. */
#include <stddef.h>
#include <stdint.h>

/* Prints a label in `width` columns and two blanks, then the text, wrapped, in the columns to the
 * right. A label that is wider has the first line for itself. */
void bb_repl_row(const char *label, size_t width, const char *text);

/* The same with a formatted text, of which at most 255 bytes are shown. */
void bb_repl_row_format(const char *label, size_t width, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Characters of the longest of some labels so far: widen(width, label). */
size_t bb_repl_widen(size_t width, const char *label);

/* Bytes as "58.0 MiB", "3.2 KiB", "12 bytes". out has room for 24 bytes. Returns out. */
const char *bb_repl_bytes(uint64_t bytes, char out[24]);

#endif
