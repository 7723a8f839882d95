/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLAIN_ENGINE_H
#define PLAIN_ENGINE_H

/* What a test can set of the plain engine. */
#include <stddef.h>

/* Processors that take part, as the kernel sees it: with several, works are split. From 1; 1 unless
 * set. */
extern size_t plain_processors;

#endif
