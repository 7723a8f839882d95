/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_OPTION_H
#define BB_OPTION_H

/* Options that can be changed while the kernel runs; the table is generated (bb_options.c). */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

typedef enum bb_option_type {
    BB_OPTION_BOOLEAN, /* bool */
    BB_OPTION_INTEGER, /* int64_t */
    BB_OPTION_NUMBER,  /* float */
    BB_OPTION_TEXT,    /* char[capacity], ended by a zero byte */
    BB_OPTION_CHOICE,  /* int32_t, index into choices */
} bb_option_type;

typedef struct bb_option {
    const char *name; /* "sampler.top-p" */
    const char *doc;
    const char *unit; /* or "" */
    void *value;
    bb_option_type type;
    size_t capacity; /* of a text */
    double min;      /* of a number */
    double max;
    const char *const *choices;
    size_t choice_count;
} bb_option;

extern const bb_option bb_option_table[];
extern const size_t bb_option_count;

/* The option of a name, or NULL. */
const bb_option *bb_option_find(const char *name, size_t length);

/* Fails with E-OPTION-UNKNOWN, naming the option that was perhaps meant. */
bb_status bb_option_fail_unknown(const char *name, size_t length);

/* Parses, checks and stores a value, then tells the option listeners. Fails with E-OPTION-UNKNOWN,
 * E-OPTION-VALUE. */
bb_status bb_option_set(bb_kernel *kernel, const char *name, size_t name_length, const char *value,
                        size_t value_length);

/* Writes the value as text; returns its length. */
size_t bb_option_show(const bb_option *option, char *out, size_t capacity);

/* Writes which values are allowed, "0 to 1" or "wait, exit"; returns its length. capacity >= 1. */
size_t bb_option_show_range(const bb_option *option, char *out, size_t capacity);

#endif
