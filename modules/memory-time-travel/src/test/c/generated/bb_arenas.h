/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_ARENAS_H
#define BB_ARENAS_H

/* The arenas of this module's tests. */
typedef enum bb_arena_id {
    BB_ARENA_WEIGHTS,
    BB_ARENA_KV,
    BB_ARENA_SCRATCH,
    BB_ARENA_OUTPUT,
    BB_ARENA_TOKENIZER,
    BB_ARENA_SAMPLER,
    BB_ARENA_CHECKPOINTS,
    BB_ARENA_COUNT
} bb_arena_id;

#endif
