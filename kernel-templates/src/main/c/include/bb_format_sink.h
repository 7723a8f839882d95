/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_FORMAT_SINK_H
#define BB_FORMAT_SINK_H

/* Formatted text to anywhere, piece by piece. */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct bb_format_sink bb_format_sink;

struct bb_format_sink {
    void (*put)(bb_format_sink *sink, const char *text, size_t length);
};

/* A va_list that can be handed on by address on every target. */
typedef struct bb_format_arguments {
    va_list list;
} bb_format_arguments;

/* Formats as bb_format does; nothing is cut. */
void bb_format_to(bb_format_sink *sink, const char *format, va_list arguments);

#endif
