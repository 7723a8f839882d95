/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_BYTES_H
#define BB_BYTES_H

/* What freestanding C lacks of <string.h>; the compiler calls these on its own, too. */
#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int byte, size_t length);
int memcmp(const void *a, const void *b, size_t length);

#endif
