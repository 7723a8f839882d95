/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../../main/c/kernel/memory_plan.c ../../../main/c/kernel/memory_demand.c
   ../../../main/c/kernel/memory_advice.c
   ../../../main/c/kernel/status.c ../../../main/c/kernel/memory_basics.c
   ../../../main/c/kernel/format.c ../../../main/c/kernel/decimal.c ../../../main/c/kernel/text.c */
#include "bb_memory.h"

#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_platform.h"
#include "bb_test.h"

#define MIB ((size_t)1 << 20)

const char *const bb_arena_names[] = {"weights", "kv", "scratch", "output", "tokenizer", "sampler"};

static bb_kernel kernel;
static size_t demand[BB_ARENA_COUNT];
static size_t position_bytes; /* of the cache */
static size_t output_bytes;   /* of the output for a position */
static size_t asked_for;      /* demands */
static bb_memory_info memory;
static size_t created[BB_ARENA_COUNT];
static size_t creations;
static size_t refused_at;

BB_ERROR(refused, "E-MEMORY-SHORT", "Nothing to do.");
BB_ERROR(no_map, "E-MEMORY-MAP", "Nothing to do.");
static bool map_fails;

size_t bb_hooks_arena_demand(bb_kernel *asked, bb_arena_id arena)
{
    size_t context = asked->model.shape.context;
    asked_for++;
    return demand[arena] + (arena == BB_ARENA_KV       ? context * position_bytes
                            : arena == BB_ARENA_OUTPUT ? context * output_bytes
                                                       : 0);
}

const char *bb_dtype_name(bb_dtype type)
{
    return type == BB_DTYPE_F16 ? "F16" : type == BB_DTYPE_Q8_0 ? "Q8_0" : "Q4_0";
}

bb_status bb_platform_memory(bb_memory_info *out)
{
    if (map_fails)
        return bb_fail(&no_map, "no map");
    *out = memory;
    return BB_OK;
}

bb_status bb_arena_create(bb_kernel *for_kernel, bb_arena_id arena, size_t bytes)
{
    (void)for_kernel;
    CHECK_EQUAL(arena, creations); /* in the plan's order */
    if (creations == refused_at)
        return bb_fail(&refused, "refused");
    created[creations++] = bytes;
    return BB_OK;
}

static bb_status plan(size_t weights, size_t kv, uint64_t free_bytes, uint64_t largest)
{
    for (size_t i = 0; i < BB_ARENA_COUNT; i++)
        demand[i] = 0;
    demand[BB_ARENA_WEIGHTS] = weights;
    demand[BB_ARENA_KV] = kv;
    memory = (bb_memory_info){.total = free_bytes, .free = free_bytes, .largest = largest};
    creations = 0;
    refused_at = SIZE_MAX;
    map_fails = false;
    return bb_memory_plan(&kernel);
}

TEST(creates_every_arena_rounded_up)
{
    CHECK(plan(1000, 64, 100 * MIB, 100 * MIB) == BB_OK);
    CHECK_EQUAL(creations, BB_ARENA_COUNT);
    CHECK_EQUAL(created[BB_ARENA_WEIGHTS], 1024);
    CHECK_EQUAL(created[BB_ARENA_KV], 64);
    CHECK_EQUAL(created[BB_ARENA_OUTPUT], 0);
}

TEST(names_need_have_and_shortfall)
{
    bb_status status = plan(60 * MIB, 7 * MIB, 41 * MIB, 41 * MIB);
    CHECK(status != BB_OK);
    CHECK_TEXT(status->name, "E-MEMORY-SHORT");
    CHECK_TEXT(bb_failure_details(),
               "67.0 MiB of memory are needed (weights 60.0, kv 7.0, scratch 0.0, output 0.0, "
               "tokenizer 0.0, sampler 0.0), 40.0 are free: 27.0 MiB are missing");
    CHECK_EQUAL(creations, 0);
}

TEST(an_arena_is_in_one_piece)
{
    CHECK(plan(60 * MIB, 7 * MIB, 100 * MIB, 50 * MIB) != BB_OK);
    CHECK_TEXT(bb_failure_details(), "60.0 MiB of memory are needed in one piece for weights, the "
                                     "largest free block has 50.0: 10.0 MiB are missing");
    CHECK_EQUAL(creations, 0);
}

/* A model of `parameters` in float32 with a context of 1024 positions, each of 16 KiB. */
static bb_status plan_model(size_t parameters, uint64_t free_bytes)
{
    kernel.model.parameters = parameters;
    kernel.model.shape.context = 1024;
    position_bytes = 16384;
    bb_status status = plan(parameters * 4, 0, free_bytes, free_bytes);
    CHECK_EQUAL(kernel.model.shape.context, 1024);
    position_bytes = 0;
    return status;
}

static bool advises(const char *text)
{
    const char *found = strstr(bb_failure_details(), "are missing");
    return found && strcmp(found + strlen("are missing"), text) == 0;
}

TEST(tells_the_longest_context_that_fits)
{
    CHECK(plan_model(10 * MIB, 57 * MIB) == BB_OK);
    CHECK(plan_model(10 * MIB, 57 * MIB - 1) != BB_OK);
    CHECK(advises(". A context of 896 rather than 1024 would fit"));
    CHECK(plan_model(10 * MIB, 43 * MIB) != BB_OK);
    CHECK(advises(". A context of 128 rather than 1024 would fit"));
}

TEST(tells_the_largest_type_of_weights_that_fits)
{
    CHECK(plan_model(10 * MIB, 43 * MIB - 1) != BB_OK);
    CHECK(advises(". With weights as F16 a context of 1024 would fit"));
    CHECK(plan_model(10 * MIB, 32 * MIB) != BB_OK);
    CHECK(advises(". With weights as F16 a context of 640 would fit"));
    CHECK(plan_model(10 * MIB, 20 * MIB) != BB_OK);
    CHECK(advises(". With weights as Q8_0 a context of 512 would fit"));
    CHECK(plan_model(10 * MIB, 9 * MIB) != BB_OK);
    CHECK(advises(". With weights as Q4_0 a context of 128 would fit"));
    CHECK(plan_model(10 * MIB, 8 * MIB) != BB_OK);
    CHECK(advises(""));
}

TEST(the_longest_context)
{
    const size_t weights = 10 * MIB;
    demand[BB_ARENA_WEIGHTS] = weights;
    demand[BB_ARENA_KV] = 0;
    kernel.model.weight_bytes = weights;
    kernel.model.shape.context = 1024;
    position_bytes = 16384;
    const struct {
        size_t free_bytes, largest, context;
    } cases[] = {
        {27 * MIB, 27 * MIB, 1024},
        {27 * MIB - 1, 27 * MIB, 896},
        {13 * MIB, 13 * MIB, 128},
        {13 * MIB - 1, 13 * MIB, 0},
        {27 * MIB, 10 * MIB, 640},
        {27 * MIB, 10 * MIB - 1, 0},
        {0, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        memory = (bb_memory_info){.free = cases[i].free_bytes, .largest = cases[i].largest};
        CHECK_EQUAL(bb_memory_longest_context(&kernel, &memory), cases[i].context);
        CHECK_EQUAL(kernel.model.shape.context, 1024);
        CHECK((bb_memory_check(&kernel, &memory) == BB_OK) == (cases[i].context == 1024));
    }
    position_bytes = 0;
}

/* Against trying every context; with few questions, since each asks all modules. */
TEST(the_longest_context_of_any_machine)
{
    uint64_t random = 1;
    for (int i = 0; i < 2000; i++) {
        size_t numbers[6];
        for (size_t n = 0; n < 6; n++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            numbers[n] = (size_t)(random >> 33);
        }
        size_t whole = 1 + numbers[0] % 5000;
        for (size_t n = 0; n < BB_ARENA_COUNT; n++)
            demand[n] = numbers[n] % 50000;
        position_bytes = numbers[1] % 300;
        output_bytes = numbers[2] % 300;
        memory.free = MIB + numbers[4] % 1000000;
        memory.largest = numbers[5] % 100000;
        kernel.model = (bb_model){.shape.context = whole, .weight_bytes = demand[BB_ARENA_WEIGHTS]};
        asked_for = 0;
        size_t found = bb_memory_longest_context(&kernel, &memory);
        CHECK(asked_for <= 5 * BB_ARENA_COUNT);
        CHECK_EQUAL(kernel.model.shape.context, whole);
        size_t expected = 0;
        for (size_t context = 128; context <= whole + 127; context += 128) {
            kernel.model.shape.context = context < whole ? context : whole;
            if (bb_memory_check(&kernel, &memory) == BB_OK)
                expected = kernel.model.shape.context;
        }
        CHECK_EQUAL(found, expected);
    }
    position_bytes = output_bytes = 0;
}

/* One MiB is left to the firmware. */
TEST(the_limit_is_exact)
{
    CHECK(plan(10 * MIB, 0, 11 * MIB, 11 * MIB) == BB_OK);
    CHECK(plan(10 * MIB + 1, 0, 11 * MIB, 11 * MIB) != BB_OK);
    CHECK(plan(64, 0, 0, 0) != BB_OK);
    CHECK(plan(MIB, 0, 100 * MIB, MIB) == BB_OK);
    CHECK(plan(MIB, 0, 100 * MIB, MIB - 1) != BB_OK);
}

TEST(sizes_that_overflow)
{
    static const size_t sizes[][2] = {{SIZE_MAX, 0},
                                      {0, SIZE_MAX},
                                      {SIZE_MAX - 1, 0},
                                      {SIZE_MAX / 2 + 1, SIZE_MAX / 2 + 1},
                                      {SIZE_MAX - 127, 128}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        bb_status status = plan(sizes[i][0], sizes[i][1], UINT64_MAX, UINT64_MAX);
        CHECK(status != BB_OK);
        CHECK_TEXT(status->name, "E-MEMORY-SHORT");
        CHECK(strstr(bb_failure_details(), "more than a processor can address") != NULL);
        CHECK_EQUAL(creations, 0);
    }
    CHECK(plan(SIZE_MAX / 2, SIZE_MAX / 4, 100 * MIB, 100 * MIB) != BB_OK);
    CHECK(strstr(bb_failure_details(), "are missing") != NULL);
}

TEST(failures_below_are_handed_on)
{
    CHECK(plan(64, 64, 100 * MIB, 100 * MIB) == BB_OK);
    creations = 0;
    refused_at = 1;
    CHECK(bb_memory_plan(&kernel) == &refused);
    CHECK_EQUAL(creations, 1);
    map_fails = true;
    CHECK(bb_memory_plan(&kernel) == &no_map);
}

int main(void)
{
    return RUN(creates_every_arena_rounded_up) | RUN(names_need_have_and_shortfall) |
           RUN(an_arena_is_in_one_piece) | RUN(tells_the_longest_context_that_fits) |
           RUN(tells_the_largest_type_of_weights_that_fits) | RUN(the_limit_is_exact) |
           RUN(sizes_that_overflow) | RUN(the_longest_context) |
           RUN(the_longest_context_of_any_machine) | RUN(failures_below_are_handed_on);
}
