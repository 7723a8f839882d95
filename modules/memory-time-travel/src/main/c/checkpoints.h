/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHECKPOINTS_H
#define CHECKPOINTS_H

/* The checkpoints: the states of a conversation that it can go back to. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bb_kernel.h"
#include "kv_store.h"

enum { BB_CHECKPOINT_NAME_MAX = 31 };

typedef struct bb_checkpoint {
    uint64_t number; /* from 1; 0: this one is free */
    uint64_t created_ns;
    bool automatic; /* made before an answer; gives way to others, the oldest first */
    char name[BB_CHECKPOINT_NAME_MAX + 1]; /* or "" */
    size_t length;                         /* positions */
    bb_kv_row *rows;                       /* (context), `length` of them are used */
    unsigned char *session;                /* state of the modules, as bb_hooks_session_save's */
} bb_checkpoint;

/* Bytes of BB_ARENA_CHECKPOINTS for `slots` checkpoints whose rows take at most `budget` bytes. */
size_t bb_checkpoints_demand(const bb_shape *shape, size_t slots, size_t budget);

/* Allocates them; none is in use. `slots` is at most BB_KV_HOLDERS_MAX. */
bb_status bb_checkpoints_create(const bb_shape *shape, size_t slots, size_t budget);

/*
 * Keeps the conversation as it is now. Automatic checkpoints make room where that helps; *evicted
 * counts them. Fails with E-CHECKPOINT-SPACE; then nothing has changed.
 */
bb_status bb_checkpoints_add(bb_kernel *kernel, const char *name, size_t name_length,
                             bool automatic, bb_checkpoint **added, size_t *evicted);

/* Whether an automatic checkpoint holds the present state, to the last bit. */
bool bb_checkpoints_has_present(const bb_kernel *kernel);

/* Makes the conversation what it was. */
void bb_checkpoints_rewind(bb_kernel *kernel, const bb_checkpoint *checkpoint);

/* Frees a checkpoint. */
void bb_checkpoints_forget(bb_checkpoint *checkpoint);

/* The automatic checkpoint before the latest answer that is still part of the conversation, or
 * NULL. */
bb_checkpoint *bb_checkpoints_before_answer(const bb_kernel *kernel);

/* By number; NULL if there is none. */
bb_checkpoint *bb_checkpoints_numbered(uint64_t number);

/* The newest of a name; NULL if there is none. */
bb_checkpoint *bb_checkpoints_named(const char *name, size_t length);

/* The oldest one that is newer than `number`, or NULL: walks through all from number 0. */
bb_checkpoint *bb_checkpoints_after(uint64_t number);

/* The cache has another length. */
void bb_checkpoints_observe(size_t length);

/* The token at a checkpoint's position. */
int32_t bb_checkpoints_token(const bb_checkpoint *checkpoint, size_t position);

/* Bytes of rows that no other checkpoint shares: what forgetting it would free. */
size_t bb_checkpoints_own_bytes(const bb_checkpoint *checkpoint);

typedef struct bb_checkpoints_usage {
    size_t slots;
    size_t slots_used;
    size_t rows; /* positions of all checkpoints, shared ones counted once */
    size_t rows_used;
    size_t row_bytes;
} bb_checkpoints_usage;

bb_checkpoints_usage bb_checkpoints_usage_now(void);

#endif
