/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_format.h"
#include "bb_kernel.h"
#include "memory_parts.h"

/* Shorter contexts hold no conversation. */
#define LEAST_CONTEXT ((size_t)128)

typedef struct machine {
    uint64_t have;
    uint64_t largest;
} machine;

/* What arenas take with a context, and weights of so many bytes; returns the sum. */
static size_t demand_of(bb_kernel *kernel, size_t context, size_t weights,
                        size_t demand[BB_ARENA_COUNT])
{
    size_t before = kernel->model.shape.context;
    kernel->model.shape.context = context;
    size_t need = bb_memory_demand(kernel, demand);
    kernel->model.shape.context = before;
    need = need == SIZE_MAX ? SIZE_MAX : need - demand[BB_ARENA_WEIGHTS] + weights;
    demand[BB_ARENA_WEIGHTS] = weights;
    return need;
}

static bool fits(machine machine, size_t need, const size_t demand[BB_ARENA_COUNT])
{
    bool in_pieces = true;
    for (size_t i = 0; i < BB_ARENA_COUNT; i++) {
        in_pieces = in_pieces && demand[i] <= machine.largest;
    }
    return in_pieces && need <= machine.have;
}

/* Of `more` positions that make `low` bytes `high` ones, those that fit below a limit. */
static size_t positions(size_t more, size_t low, size_t high, uint64_t limit)
{
    return high <= limit ? more : (size_t)(limit - low) / ((high - low) / more + 1);
}

/*
 * The longest context that fits, in steps of LEAST_CONTEXT unless it is the whole; 0 for none. What
 * an arena takes grows evenly with the context, if at all: two contexts tell the others.
 */
static size_t longest(bb_kernel *kernel, machine machine, size_t weights)
{
    size_t low[BB_ARENA_COUNT], high[BB_ARENA_COUNT];
    size_t whole = kernel->model.shape.context;
    size_t need_high = demand_of(kernel, whole, weights, high);
    if (fits(machine, need_high, high)) {
        return whole;
    }
    size_t need_low = demand_of(kernel, LEAST_CONTEXT, weights, low);
    if (whole <= LEAST_CONTEXT || !fits(machine, need_low, low)) {
        return 0;
    }
    size_t more = whole - LEAST_CONTEXT;
    size_t fitting = positions(more, need_low, need_high, machine.have);
    for (size_t i = 0; i < BB_ARENA_COUNT; i++) {
        size_t in_piece = positions(more, low[i], high[i], machine.largest);
        fitting = in_piece < fitting ? in_piece : fitting;
    }
    /* Roundings may make a step more of it, or a step less. */
    size_t context = (fitting / LEAST_CONTEXT + 2) * LEAST_CONTEXT;
    while (context >= whole || !fits(machine, demand_of(kernel, context, weights, low), low)) {
        context -= LEAST_CONTEXT;
    }
    return context;
}

size_t bb_memory_longest_context(bb_kernel *kernel, const bb_memory_info *memory)
{
    machine machine = {.have = bb_memory_available(memory), .largest = memory->largest};
    return longest(kernel, machine, bb_align_up((size_t)kernel->model.weight_bytes));
}

/* What the weights would take as another type: nearly all of them are matrices. */
static size_t weights_as(const bb_model *model, bb_dtype type)
{
    return (size_t)model->parameters / BB_BLOCK * bb_row_bytes(type, BB_BLOCK);
}

void bb_memory_advise(bb_kernel *kernel, const size_t demand[BB_ARENA_COUNT], uint64_t have,
                      uint64_t largest, char *out, size_t capacity)
{
    static const bb_dtype smaller[] = {BB_DTYPE_F16, BB_DTYPE_Q8_0, BB_DTYPE_Q4_0};
    machine machine = {.have = have, .largest = largest};
    size_t whole = kernel->model.shape.context;
    size_t context = longest(kernel, machine, demand[BB_ARENA_WEIGHTS]);
    out[0] = 0;
    if (context == whole) {
        return;
    }
    if (context > 0) {
        bb_format(out, capacity, ". A context of %zu rather than %zu would fit", context, whole);
        return;
    }
    for (size_t i = 0; i < sizeof smaller / sizeof *smaller; i++) {
        size_t weights = weights_as(&kernel->model, smaller[i]);
        context = weights < demand[BB_ARENA_WEIGHTS] ? longest(kernel, machine, weights) : 0;
        if (context > 0) {
            bb_format(out, capacity, ". With weights as %s a context of %zu would fit",
                      bb_dtype_name(smaller[i]), context);
            return;
        }
    }
}
