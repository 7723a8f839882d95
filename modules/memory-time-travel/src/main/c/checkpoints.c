/* SPDX-License-Identifier: Apache-2.0 */
#include "checkpoints.h"

#include "bb_hooks.h"
#include "bb_memory.h"
#include "bb_text.h"

BB_ERROR(no_space, "E-CHECKPOINT-SPACE",
         "Free a checkpoint with /forget, or build the kernel with more slots or mebibytes for "
         "module memory-time-travel.");

#define KIB 1024.0

static struct {
    bb_kv_store store;
    bb_checkpoint *slot; /* (slots) */
    size_t slots;
    size_t session_bytes;
    size_t row_bytes;
    unsigned char *session; /* the present state, for comparison */
    uint64_t newest;        /* number of the newest checkpoint */
} all;

/* As many rows as the budget pays for, and no more than the checkpoints can hold. */
static size_t row_count(const bb_shape *shape, size_t slots, size_t budget)
{
    size_t affordable = budget / bb_kv_store_row_bytes(shape);
    size_t useful = slots * shape->context;
    return affordable < useful ? affordable : useful;
}

/* Bytes of each checkpoint besides rows, and of the sessions, one of which is the present one. */
static bool add_slots(size_t *total, const bb_shape *shape, size_t slots)
{
    return bb_size_add(total, 1, bb_align_up(slots * sizeof(bb_checkpoint))) &&
           bb_size_add(total, slots, bb_align_up(shape->context * sizeof(bb_kv_row))) &&
           bb_size_add(total, slots + 1, bb_align_up(bb_hooks_session_size()));
}

size_t bb_checkpoints_demand(const bb_shape *shape, size_t slots, size_t budget)
{
    size_t total = bb_kv_store_demand(shape, row_count(shape, slots, budget));
    return total != SIZE_MAX && add_slots(&total, shape, slots) ? total : SIZE_MAX;
}

static void *allocate(size_t bytes, bb_status *status)
{
    return *status ? NULL : bb_arena_allocate(BB_ARENA_CHECKPOINTS, bytes, status);
}

bb_status bb_checkpoints_create(const bb_shape *shape, size_t slots, size_t budget)
{
    bb_status status = bb_kv_store_create(&all.store, shape, row_count(shape, slots, budget));
    all.slots = slots;
    all.newest = 0;
    all.row_bytes = bb_kv_store_row_bytes(shape);
    all.session_bytes = bb_hooks_session_size();
    all.session = allocate(all.session_bytes, &status);
    all.slot = allocate(slots * sizeof *all.slot, &status);
    for (size_t i = 0; i < slots && !status; i++) {
        all.slot[i] = (bb_checkpoint){
            .rows = allocate(shape->context * sizeof(bb_kv_row), &status),
            .session = allocate(all.session_bytes, &status),
        };
    }
    return status;
}

static bb_checkpoint *free_slot(void)
{
    for (size_t i = 0; i < all.slots; i++) {
        if (all.slot[i].number == 0) {
            return &all.slot[i];
        }
    }
    return NULL;
}

bb_checkpoint *bb_checkpoints_after(uint64_t number)
{
    bb_checkpoint *next = NULL;
    for (size_t i = 0; i < all.slots; i++) {
        bb_checkpoint *one = &all.slot[i];
        if (one->number > number && (!next || one->number < next->number)) {
            next = one;
        }
    }
    return next;
}

static bb_checkpoint *oldest_automatic(void)
{
    bb_checkpoint *one = bb_checkpoints_after(0);
    while (one && !one->automatic) {
        one = bb_checkpoints_after(one->number);
    }
    return one;
}

void bb_checkpoints_forget(bb_checkpoint *checkpoint)
{
    bb_kv_store_release(&all.store, checkpoint->rows, checkpoint->length);
    checkpoint->number = 0;
}

/* Positions that a checkpoint has in common with the manual ones before slot `end`. */
static size_t common_with_manual(const bb_kv_row *rows, size_t length, size_t end)
{
    size_t most = 0;
    for (size_t i = 0; i < end; i++) {
        const bb_checkpoint *one = &all.slot[i];
        if (one->number > 0 && !one->automatic) {
            size_t common = bb_kv_common(rows, length, one->rows, one->length);
            most = common > most ? common : most;
        }
    }
    return most;
}

/*
 * Whether the present state would find room if all automatic checkpoints were gone: they are not
 * given up in vain.
 */
static bb_status check_space(size_t length)
{
    const bb_kv_store *store = &all.store;
    size_t manual = 0;
    size_t kept = 0; /* rows of manual checkpoints */
    for (size_t i = 0; i < all.slots; i++) {
        const bb_checkpoint *one = &all.slot[i];
        if (one->number > 0 && !one->automatic) {
            kept += one->length - common_with_manual(one->rows, one->length, i);
            manual++;
        }
    }
    if (manual == all.slots) {
        return bb_fail(&no_space, "all %zu checkpoints are taken by ones that you made", manual);
    }
    size_t shared = common_with_manual(store->live, store->live_length, all.slots);
    if (length - shared > store->rows - kept) {
        return bb_fail(&no_space,
                       "%zu more positions need %.1f KiB; %.1f of %.1f KiB are free if all "
                       "automatic checkpoints are given up",
                       length - shared, (double)(length - shared) * (double)all.row_bytes / KIB,
                       (double)(store->rows - kept) * (double)all.row_bytes / KIB,
                       (double)store->rows * (double)all.row_bytes / KIB);
    }
    return BB_OK;
}

bb_status bb_checkpoints_add(bb_kernel *kernel, const char *name, size_t name_length,
                             bool automatic, bb_checkpoint **added, size_t *evicted)
{
    *evicted = 0;
    bb_status status = check_space(kernel->context.length);
    if (status) {
        return status;
    }
    bb_checkpoint *one;
    while (!(one = free_slot()) || !bb_kv_store_hold(&all.store, &kernel->context, one->rows)) {
        bb_checkpoints_forget(oldest_automatic()); /* check_space says that there is one */
        ++*evicted;
    }
    one->number = ++all.newest;
    one->created_ns = bb_clock_ns();
    one->automatic = automatic;
    one->length = kernel->context.length;
    memcpy(one->name, name, name_length);
    one->name[name_length] = 0;
    bb_hooks_session_save(one->session);
    *added = one;
    return BB_OK;
}

/* Whether the conversation still begins as the checkpoint's. */
static bool is_ancestor(const bb_checkpoint *one)
{
    const bb_kv_store *store = &all.store;
    size_t length = one->length;
    return length == 0 ||
           (length <= store->live_length && one->rows[length - 1] == store->live[length - 1]);
}

bool bb_checkpoints_has_present(const bb_kernel *kernel)
{
    bb_hooks_session_save(all.session);
    for (size_t i = 0; i < all.slots; i++) {
        const bb_checkpoint *one = &all.slot[i];
        if (one->number > 0 && one->automatic && one->length == kernel->context.length &&
            is_ancestor(one) && memcmp(one->session, all.session, all.session_bytes) == 0) {
            return true;
        }
    }
    return false;
}

void bb_checkpoints_rewind(bb_kernel *kernel, const bb_checkpoint *checkpoint)
{
    bb_kv_store_restore(&all.store, kernel, checkpoint->rows, checkpoint->length);
    bb_hooks_session_restore(checkpoint->session);
}

bb_checkpoint *bb_checkpoints_before_answer(const bb_kernel *kernel)
{
    bb_checkpoint *latest = NULL;
    for (bb_checkpoint *one = bb_checkpoints_after(0); one;
         one = bb_checkpoints_after(one->number)) {
        bool before = one->automatic && one->length < kernel->context.length && is_ancestor(one);
        if (before && (!latest || one->length >= latest->length)) {
            latest = one;
        }
    }
    return latest;
}

bb_checkpoint *bb_checkpoints_numbered(uint64_t number)
{
    for (size_t i = 0; i < all.slots && number > 0; i++) {
        if (all.slot[i].number == number) {
            return &all.slot[i];
        }
    }
    return NULL;
}

bb_checkpoint *bb_checkpoints_named(const char *name, size_t length)
{
    bb_checkpoint *newest = NULL;
    for (bb_checkpoint *one = bb_checkpoints_after(0); one;
         one = bb_checkpoints_after(one->number)) {
        if (bb_text_equal(one->name, bb_text_length(one->name), name, length)) {
            newest = one;
        }
    }
    return newest;
}

void bb_checkpoints_observe(size_t length)
{
    bb_kv_store_observe(&all.store, length);
}

int32_t bb_checkpoints_token(const bb_checkpoint *checkpoint, size_t position)
{
    return all.store.tokens[checkpoint->rows[position]];
}

size_t bb_checkpoints_own_bytes(const bb_checkpoint *checkpoint)
{
    size_t own = 0;
    for (size_t i = 0; i < checkpoint->length; i++) {
        own += all.store.holders[checkpoint->rows[i]] == 1;
    }
    return own * all.row_bytes;
}

bb_checkpoints_usage bb_checkpoints_usage_now(void)
{
    bb_checkpoints_usage usage = {
        .slots = all.slots,
        .rows = all.store.rows,
        .rows_used = all.store.rows - all.store.unused_count,
        .row_bytes = all.row_bytes,
    };
    for (size_t i = 0; i < all.slots; i++) {
        usage.slots_used += all.slot[i].number > 0;
    }
    return usage;
}
