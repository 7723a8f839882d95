/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONSOLE_SCREEN_STATUS_LINE_H
#define CONSOLE_SCREEN_STATUS_LINE_H

/*
 * The bottom line: model, context, speed, processors, memory.
 *
 *   stories15M │ context 124/256 │ 35.2 tokens/s │ 2 cores │ memory 96/512 MiB
 */
#include <stddef.h>
#include <stdint.h>

typedef struct bb_console_screen_status {
    const char *model;   /* name, for people */
    size_t context_used; /* positions */
    size_t context;      /* 0 while there is no model */
    double rate;         /* measured tokens per second; 0: none measured yet */
    size_t processors;
    uint64_t memory_used; /* bytes */
    uint64_t memory;      /* 0: unknown */
    size_t above;         /* rows that the page is above the end; 0: it is at the end */
} bb_console_screen_status;

/* Writes the line's cells. What does not fit is left out, the last parts first. */
void bb_console_screen_status_cells(const bb_console_screen_status *status, uint32_t *cells,
                                    size_t columns);

#endif
