/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_ARENAS_H
#define BB_ARENAS_H

/* The arenas of native tests. */
typedef enum bb_arena_id { BB_ARENA_WEIGHTS, BB_ARENA_VOCABULARY, BB_ARENA_COUNT } bb_arena_id;

#endif
