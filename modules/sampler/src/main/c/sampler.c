/* SPDX-License-Identifier: Apache-2.0 */
#include "sampler.h"

#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_options.h"
#include "bb_platform.h"
#include "bb_vector.h"
#include "nucleus.h"
#include "random.h"

bb_sampler_random bb_sampler_state;

static float *probabilities; /* (vocabulary) */
static int32_t *order;       /* (vocabulary) */

size_t bb_sampler_demand(bb_kernel *kernel)
{
    size_t vocabulary = kernel->model.shape.vocabulary;
    return bb_align_up(vocabulary * sizeof *probabilities) +
           bb_align_up(vocabulary * sizeof *order);
}

/* Takes the seed of the options; 0 stands for one that nobody knows. */
static void seed(void)
{
    uint64_t state = (uint64_t)bb_options.sampler.seed;
    if (state == 0 && !bb_platform_entropy(&state, sizeof state)) {
        state = bb_clock_ns();
    }
    /* xorshift* would stay at 0 for ever. */
    bb_sampler_state.state = state != 0 ? state : 1;
}

bb_status bb_sampler_boot(bb_kernel *kernel)
{
    size_t vocabulary = kernel->model.shape.vocabulary;
    bb_status status = BB_OK;
    probabilities =
        bb_arena_allocate(BB_ARENA_SAMPLER, vocabulary * sizeof *probabilities, &status);
    if (!status) {
        order = bb_arena_allocate(BB_ARENA_SAMPLER, vocabulary * sizeof *order, &status);
    }
    seed();
    bb_boot_detail("seed %llu", (unsigned long long)bb_sampler_state.state);
    return status;
}

void bb_sampler_option_changed(bb_kernel *kernel, const bb_option *option)
{
    (void)kernel;
    if (option->value == &bb_options.sampler.seed) {
        seed();
    }
}

/* Draws from the whole distribution. */
static size_t draw(size_t count, float coin)
{
    float cumulative = 0.0f;
    for (size_t i = 0; i < count; i++) {
        cumulative += probabilities[i];
        if (coin < cumulative) {
            return i;
        }
    }
    return count - 1; /* the sum was rounded below the coin */
}

static int32_t most_likely(const bb_logits *logits)
{
    size_t best = bb_vector_argmax(logits->values, logits->count);
    bool finite = best < logits->count && logits->values[best] < __builtin_inff();
    return finite ? (int32_t)best : -1;
}

int32_t bb_sampler_pick(bb_kernel *kernel, bb_logits *logits, const bb_sampling *settings)
{
    (void)kernel;
    float temperature = settings ? settings->temperature : bb_options.sampler.temperature;
    float top_p = settings ? settings->top_p : bb_options.sampler.top_p;
    if (temperature <= 0.0f) {
        return most_likely(logits);
    }
    memcpy(probabilities, logits->values, logits->count * sizeof *probabilities);
    if (!bb_vector_softmax(probabilities, logits->count, 1.0f / temperature)) {
        return -1;
    }
    float coin = random_unit(&bb_sampler_state.state);
    if (top_p <= 0.0f || top_p >= 1.0f) {
        return (int32_t)draw(logits->count, coin);
    }
    return bb_sampler_draw_nucleus(probabilities, order, logits->count, top_p, coin);
}
