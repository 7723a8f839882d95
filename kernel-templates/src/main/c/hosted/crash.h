/* SPDX-License-Identifier: Apache-2.0 */
/* A crash of the image ends the process with a message and EXIT_CRASH. */
#ifndef HOSTED_CRASH_H
#define HOSTED_CRASH_H

#include "hosted.h"

/* Installs the handlers; call once, before any image code runs. */
void crash_open(void);

/* Gives the calling thread a stack for the handlers. */
void crash_open_thread(void);

/* Where the image lies, so that messages can name offsets in it. */
void crash_set_image(const void *base, size_t size);

/* An inaccessible page below a stack: a crash in it is a stack overflow. */
void crash_add_stack_guard(const void *page);

#endif
