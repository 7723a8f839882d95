/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For the small EFI applications that test the hosted runner. Each has a `run` that checks one area
 * with CHECK; the first check that fails prints its line and ends the application with an error.
 */
#ifndef CHECK_H
#define CHECK_H

#include "efi/efi.h"

extern EFI_HANDLE image;
extern EFI_SYSTEM_TABLE *st;
extern EFI_BOOT_SERVICES *bs;

EFI_STATUS run(void);

/* ASCII text on the screen. */
void print(const char *text);

/* Whether a text is exactly among the load options. */
int option_is(const char *text);

_Noreturn void fail(const char *file, int line, const char *what);

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fail(__FILE__, __LINE__, #condition);                                                  \
    } while (0)

#endif
