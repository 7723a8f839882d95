/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_STATUS_H
#define BB_STATUS_H

/*
 * Errors. A function that can fail returns a bb_status: BB_OK, or the code of what went wrong.
 * Codes are defined where they are raised, so that a kernel without a module has none of its texts.
 * The details of the latest failure (figures, file names) are kept by bb_fail for the panic screen
 * and the prompt.
 */
#include <stddef.h>

/* A stable error code and what a user should do about it. */
typedef struct bb_error_code {
    const char *name; /* "E-MODEL-TRUNCATED": listed in docs/error-codes.md */
    const char *fix;  /* one or two sentences */
} bb_error_code;

typedef const bb_error_code *bb_status;

#define BB_OK ((bb_status)0)

/* Defines an error code of one file. */
#define BB_ERROR(variable, code, advice) static const bb_error_code variable = {code, advice}

/*
 * Records the details of a failure, formatted as by bb_print, and returns the code:
 * `return bb_fail(&truncated, "%s ends at byte %zu", name, size);`
 */
bb_status bb_fail(bb_status code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The details that bb_fail recorded last: UTF-8, never NULL. */
const char *bb_failure_details(void);

#endif
