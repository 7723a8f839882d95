/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLAIN_ENGINE_H
#define PLAIN_ENGINE_H

/* What a test can set of the plain engine. */
#include <stddef.h>

/* Processors that take part, as the kernel sees it: with several, works are split; two run pairs.
 * From 1; 1 unless set. */
extern size_t plain_processors;

/* Meetings of a pair in which the other side is in time. All, unless set. */
extern size_t plain_meetings;

/* Meetings that there have been, both sides in time. */
extern size_t plain_met;

#endif
