/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_format.h"
#include "bb_kernel.h"
#include "memory_parts.h"

/* Shorter contexts hold no conversation. */
#define LEAST_CONTEXT ((size_t)128)

/* Run where memory is short, and then once: to be small rather than fast. */
#define COLD __attribute__((cold, noinline))

/* What a machine has, and what a model needs of it: each arena in one piece, and all together. */
enum { SUM = BB_ARENA_COUNT, NEEDS };

typedef struct machine {
    uint64_t have;
    uint64_t largest;
} machine;

static uint64_t limit_of(machine machine, size_t need)
{
    return need == SUM ? machine.have : machine.largest;
}

/* Whether a context fits with weights of so many bytes; tells what is needed. */
COLD static bool fits(bb_kernel *kernel, machine machine, size_t context, size_t weights,
                      size_t need[NEEDS])
{
    size_t before = kernel->model.shape.context;
    kernel->model.shape.context = context;
    need[SUM] = bb_memory_demand(kernel, need);
    kernel->model.shape.context = before;
    if (need[SUM] == SIZE_MAX) {
        return false;
    }
    need[SUM] += weights - need[BB_ARENA_WEIGHTS];
    need[BB_ARENA_WEIGHTS] = weights;
    size_t i = 0;
    while (i < NEEDS && need[i] <= limit_of(machine, i)) {
        i++;
    }
    return i == NEEDS;
}

/*
 * The longest context that fits, in steps of LEAST_CONTEXT unless it is the whole; 0 for none. What
 * an arena takes grows evenly with the context, if at all: two contexts tell the others.
 */
COLD static size_t longest(bb_kernel *kernel, machine machine, size_t weights)
{
    size_t low[NEEDS], high[NEEDS];
    size_t whole = kernel->model.shape.context;
    if (fits(kernel, machine, whole, weights, high)) {
        return whole;
    }
    if (whole <= LEAST_CONTEXT || !fits(kernel, machine, LEAST_CONTEXT, weights, low)) {
        return 0;
    }
    size_t more = whole - LEAST_CONTEXT, fitting = more;
    for (size_t i = 0; i < NEEDS; i++) {
        uint64_t limit = limit_of(machine, i);
        if (high[i] > limit) {
            size_t here = (size_t)(limit - low[i]) / ((high[i] - low[i]) / more + 1);
            fitting = here < fitting ? here : fitting;
        }
    }
    /* Roundings may make a step more of it, or a step less. */
    size_t context = (fitting / LEAST_CONTEXT + 2) * LEAST_CONTEXT;
    while (context >= whole || !fits(kernel, machine, context, weights, low)) {
        context -= LEAST_CONTEXT;
    }
    return context;
}

COLD size_t bb_memory_longest_context(bb_kernel *kernel, const bb_memory_info *memory)
{
    machine machine = {.have = bb_memory_available(memory), .largest = memory->largest};
    return longest(kernel, machine, bb_align_up((size_t)kernel->model.weight_bytes));
}

/* What the weights would take as another type: nearly all of them are matrices. */
static size_t weights_as(const bb_model *model, bb_dtype type)
{
    return (size_t)model->parameters / BB_BLOCK * bb_row_bytes(type, BB_BLOCK);
}

COLD void bb_memory_advise(bb_kernel *kernel, const size_t demand[BB_ARENA_COUNT], uint64_t have,
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
