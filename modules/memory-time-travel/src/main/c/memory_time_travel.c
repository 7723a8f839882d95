/* SPDX-License-Identifier: Apache-2.0 */
/* What the kernel calls: hooks and commands. */
#include "memory_time_travel.h"

#include "bb_config.h"
#include "bb_console.h"
#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_text.h"
#include "checkpoints.h"
#include "last_words.h"

BB_ERROR(bad_name, "E-CHECKPOINT-NAME",
         "Name a checkpoint with 1 to 31 bytes that are no blanks and begin with no digit.");
BB_ERROR(unknown, "E-CHECKPOINT-UNKNOWN", "/checkpoints lists the checkpoints that there are.");
BB_ERROR(
    nothing, "E-UNDO-NOTHING",
    "/rewind without a number needs the automatic checkpoint from before the answer: the option "
    "memory-time-travel.automatic makes them. /checkpoints lists the ones that there are.");

#define KIB 1024.0
#define MIB 1048576.0
#define SECOND UINT64_C(1000000000)

_Static_assert(BB_MEMORY_TIME_TRAVEL_SLOTS <= BB_KV_HOLDERS_MAX, "a row counts its holders");

static size_t budget(void)
{
    return (size_t)BB_MEMORY_TIME_TRAVEL_MEBIBYTES << 20;
}

size_t bb_memory_time_travel_demand(bb_kernel *kernel)
{
    return bb_checkpoints_demand(&kernel->model.shape, BB_MEMORY_TIME_TRAVEL_SLOTS, budget());
}

bb_status bb_memory_time_travel_boot(bb_kernel *kernel)
{
    bb_status status =
        bb_checkpoints_create(&kernel->model.shape, BB_MEMORY_TIME_TRAVEL_SLOTS, budget());
    bb_checkpoints_usage usage = bb_checkpoints_usage_now();
    bb_boot_detail("%zu checkpoints, %zu positions of %.1f KiB", usage.slots, usage.rows,
                   (double)usage.row_bytes / KIB);
    return status;
}

void bb_memory_time_travel_observe(bb_kernel *kernel, const bb_kv_event *event)
{
    (void)kernel;
    bb_checkpoints_observe(event->length);
}

bb_flow bb_memory_time_travel_hear(bb_kernel *kernel, const bb_token_event *event)
{
    if (event->kind != BB_TOKEN_BEGIN || !bb_options.memory_time_travel.automatic ||
        bb_checkpoints_has_present(kernel)) {
        return BB_CONTINUE;
    }
    bb_checkpoint *added;
    size_t evicted;
    if (bb_checkpoints_add(kernel, "", 0, true, &added, &evicted)) {
        bb_print("(no checkpoint before this answer: %s)\n", bb_failure_details());
    }
    return BB_CONTINUE;
}

static void print_place(bb_kernel *kernel, const bb_checkpoint *checkpoint)
{
    char words[BB_LAST_WORDS_CAPACITY];
    bb_last_words(kernel, checkpoint, words);
    bb_print("position %zu%s%s\n", checkpoint->length, *words ? ", after: " : "", words);
}

static bb_status check_name(const char *name, size_t length)
{
    if (length > BB_CHECKPOINT_NAME_MAX) {
        return bb_fail(&bad_name, "\"%s\" has %zu bytes", name, length);
    }
    if (name[0] >= '0' && name[0] <= '9') {
        return bb_fail(&bad_name, "\"%s\" begins like a number", name);
    }
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)name[i] <= ' ' || name[i] == 0x7f) {
            return bb_fail(&bad_name, "\"%s\" has a blank or a control character", name);
        }
    }
    return BB_OK;
}

bb_status bb_memory_time_travel_checkpoint(bb_kernel *kernel, const char *arguments)
{
    size_t length = bb_text_length(arguments);
    bb_status status = check_name(arguments, length);
    bb_checkpoint *added;
    size_t evicted;
    if (!status) {
        status = bb_checkpoints_add(kernel, arguments, length, false, &added, &evicted);
    }
    if (status) {
        return status;
    }
    if (evicted > 0) {
        bb_print("%zu automatic checkpoint%s gave way\n", evicted, evicted > 1 ? "s" : "");
    }
    bb_print("checkpoint %llu: ", (unsigned long long)added->number);
    print_place(kernel, added);
    return BB_OK;
}

static void print_age(uint64_t ns)
{
    uint64_t seconds = ns / SECOND;
    if (seconds < 60) {
        bb_print("%6llu s  ", (unsigned long long)seconds);
    } else if (seconds < 3600) {
        bb_print("%6llu min", (unsigned long long)(seconds / 60));
    } else {
        bb_print("%6llu h  ", (unsigned long long)(seconds / 3600));
    }
}

bb_status bb_memory_time_travel_list(bb_kernel *kernel, const char *arguments)
{
    (void)arguments;
    bb_checkpoints_usage usage = bb_checkpoints_usage_now();
    if (usage.slots_used > 0) {
        bb_print("    N  %-12s %8s %9s %9s  %s\n", "name", "position", "age", "own KiB", "after");
    }
    for (bb_checkpoint *one = bb_checkpoints_after(0); one;
         one = bb_checkpoints_after(one->number)) {
        char words[BB_LAST_WORDS_CAPACITY];
        bb_last_words(kernel, one, words);
        bb_print("%5llu  %-12s %8zu ", (unsigned long long)one->number,
                 one->automatic ? "(automatic)" : one->name, one->length);
        print_age(bb_clock_ns() - one->created_ns);
        bb_print(" %9.1f  %s\n", (double)bb_checkpoints_own_bytes(one) / KIB, words);
    }
    bb_print("%zu of %zu checkpoints, %.1f of %.1f MiB\n", usage.slots_used, usage.slots,
             (double)usage.rows_used * (double)usage.row_bytes / MIB,
             (double)usage.rows * (double)usage.row_bytes / MIB);
    return BB_OK;
}

/* The checkpoint of a number or a name. */
static bb_status find(const char *wanted, bb_checkpoint **found)
{
    size_t length = bb_text_length(wanted);
    int64_t number;
    if (length == 0) {
        return bb_fail(&unknown, "no number or name is given");
    }
    *found = bb_parse_integer(wanted, length, &number)
                 ? bb_checkpoints_numbered(number > 0 ? (uint64_t)number : 0)
                 : bb_checkpoints_named(wanted, length);
    return *found ? BB_OK : bb_fail(&unknown, "there is no checkpoint \"%s\"", wanted);
}

/* The checkpoint from before the latest answer. */
static bb_status find_before_answer(bb_kernel *kernel, const bb_checkpoint **found)
{
    *found = bb_checkpoints_before_answer(kernel);
    return *found ? BB_OK
                  : bb_fail(&nothing, "no checkpoint from before an answer of this conversation");
}

bb_status bb_memory_time_travel_rewind(bb_kernel *kernel, const char *arguments)
{
    bb_checkpoint *wanted = NULL;
    const bb_checkpoint *target;
    bb_status status;
    if (*arguments == 0) {
        status = find_before_answer(kernel, &target);
    } else {
        status = find(arguments, &wanted);
        target = wanted;
    }
    if (!status) {
        bb_checkpoints_rewind(kernel, target);
        bb_print("back at ");
        print_place(kernel, target);
    }
    return status;
}

bb_status bb_memory_time_travel_forget(bb_kernel *kernel, const char *arguments)
{
    (void)kernel;
    bb_checkpoint *target;
    bb_status status = find(arguments, &target);
    if (!status) {
        bb_checkpoints_forget(target);
    }
    return status;
}
