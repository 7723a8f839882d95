/* SPDX-License-Identifier: Apache-2.0 */
#ifndef READ_BANDWIDTH_H
#define READ_BANDWIDTH_H

#include <stddef.h>

/* How fast memory is read, in bytes a second. */
typedef struct bb_read_bandwidth {
    size_t bytes;         /* how much was read at a time; 0: there is no memory to measure with */
    double one_processor; /* the calling one */
    double all_processors;
} bb_read_bandwidth;

/*
 * Measures it, with a plain vector loop over memory that no cache holds, unless there is too little
 * of it: the best of some rounds. Takes about half a second.
 */
bb_read_bandwidth bb_read_bandwidth_measure(void);

#endif
