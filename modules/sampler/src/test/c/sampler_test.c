/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/sampler.c ../../main/c/nucleus.c
   ../../../../../kernel-templates/src/main/c/kernel/vector_max.c
   ../../../../../kernel-templates/src/main/c/kernel/vector_softmax.c
   ../../../../../kernel-templates/src/test/c/fake_kernel.c */
#include "bb_kernel.h"
#include "bb_options.h"
#include "bb_test.h"
#include "fake_kernel.h"
#include "nucleus.h"
#include "random.h"
#include "sampler.h"

#define TOKENS 6

struct bb_options bb_options;
static bb_kernel kernel;
static bool entropy;

bool bb_platform_entropy(void *out, size_t length)
{
    memset(out, 0x11, length);
    return entropy;
}

static void set_seed(int64_t seed)
{
    const bb_option option = {.value = &bb_options.sampler.seed};
    bb_options.sampler.seed = seed;
    bb_sampler_option_changed(&kernel, &option);
}

static int32_t pick(const float *values, size_t count, float temperature, float top_p)
{
    float *copy = malloc(count * sizeof *copy);
    memcpy(copy, values, count * sizeof *copy);
    bb_logits logits = {.values = copy, .count = count};
    const bb_sampling sampling = {.temperature = temperature, .top_p = top_p};
    int32_t token = bb_sampler_pick(&kernel, &logits, &sampling);
    CHECK(memcmp(copy, values, count * sizeof *copy) == 0); /* listeners read them later */
    free(copy);
    return token;
}

/* The first numbers of Vigna's generator from state 1. */
TEST(random_numbers)
{
    uint64_t state = 1;
    CHECK_EQUAL(random_bits(&state), 1206177355u);
    CHECK_EQUAL(random_bits(&state), 2882512552u);
    for (int i = 0; i < 100000; i++) {
        float unit = random_unit(&state);
        CHECK(unit >= 0.0f && unit < 1.0f);
    }
}

TEST(seeds)
{
    set_seed(42);
    CHECK_EQUAL(bb_sampler_state.state, 42);
    entropy = true;
    set_seed(0);
    CHECK(bb_sampler_state.state == UINT64_C(0x1111111111111111));
    entropy = false;
    set_seed(0);
    CHECK(bb_sampler_state.state != 0); /* from the clock */
    uint64_t before = bb_sampler_state.state;
    const bb_option other = {.value = &bb_options.sampler.top_p};
    bb_sampler_option_changed(&kernel, &other);
    CHECK(bb_sampler_state.state == before);
    set_seed(9);
    bb_sampler_boot(&kernel);
    CHECK_TEXT(fake_boot_detail(), "seed 9");
}

static const float logits[TOKENS] = {0.0f, 1.0f, 3.0f, 3.0f, -2.0f, 2.0f};

TEST(greedy)
{
    set_seed(5);
    CHECK_EQUAL(pick(logits, TOKENS, 0.0f, 0.9f), 2); /* the first of equals */
    CHECK_EQUAL(bb_sampler_state.state, 5);           /* no random number is used up */
    const float ruled_out[TOKENS] = {-INFINITY, -INFINITY, -INFINITY, -1e30f, -INFINITY, -INFINITY};
    CHECK_EQUAL(pick(ruled_out, TOKENS, 0.0f, 0.9f), 3);
    CHECK_EQUAL(pick(ruled_out, TOKENS, 1.0f, 0.9f), 3);
    CHECK_EQUAL(pick(ruled_out, TOKENS, 1.0f, 0.0f), 3);
}

TEST(no_distribution)
{
    const float temperatures[] = {0.0f, 1.0f};
    for (size_t i = 0; i < 2; i++) {
        float bad[TOKENS] = {0};
        for (size_t place = 0; place < TOKENS; place++) {
            bad[place] = NAN;
            CHECK_EQUAL(pick(bad, TOKENS, temperatures[i], 0.9f), -1);
            bad[place] = INFINITY;
            CHECK_EQUAL(pick(bad, TOKENS, temperatures[i], 0.9f), -1);
            bad[place] = 0;
        }
    }
}

/* Frequencies against the probabilities: six standard deviations at most. */
TEST(distribution)
{
    const int draws = 200000;
    const float temperatures[] = {0.5f, 1.0f, 2.0f};
    const float nuclei[] = {0.0f, 0.5f, 0.9f, 1.0f};
    set_seed(77);
    for (size_t t = 0; t < 3; t++) {
        for (size_t n = 0; n < 4; n++) {
            double expected[TOKENS];
            double sum = 0;
            for (size_t i = 0; i < TOKENS; i++) {
                sum += expected[i] = exp((double)logits[i] / (double)temperatures[t]);
            }
            /* The nucleus by its definition: tokens in order until the share is exceeded. */
            const size_t order[TOKENS] = {2, 3, 5, 1, 0, 4};
            double share = n == 0 || n == 3 ? 2.0 : (double)nuclei[n];
            double inside = 0;
            for (size_t i = 0; i < TOKENS; i++) {
                if (inside / sum > share) {
                    expected[order[i]] = 0;
                } else {
                    inside += expected[order[i]];
                }
            }
            int counts[TOKENS] = {0};
            for (int i = 0; i < draws; i++) {
                counts[pick(logits, TOKENS, temperatures[t], nuclei[n])]++;
            }
            for (size_t i = 0; i < TOKENS; i++) {
                double p = expected[i] / inside;
                CHECK_NEAR(counts[i], p * draws, 6 * sqrt(p * (1 - p) * draws) + 1e-9);
            }
        }
    }
}

TEST(options_are_the_default)
{
    bb_options.sampler.temperature = 0.0f;
    bb_logits values = {.values = (float[]){1, 2, 0}, .count = 3};
    CHECK_EQUAL(bb_sampler_pick(&kernel, &values, NULL), 1);
}

/* Against sorting all tokens, for sizes and shapes that come up in practice. */
TEST(nucleus_order)
{
    enum { COUNT = 1000 };
    static float probabilities[COUNT];
    static int32_t order[COUNT];
    uint64_t seed = 3;
    for (int round = 0; round < 300; round++) {
        size_t count = 1 + bb_test_random(&seed) % COUNT;
        float sum = 0;
        for (size_t i = 0; i < count; i++) {
            probabilities[i] = (float)(bb_test_random(&seed) % 7); /* many are equal */
            sum += probabilities[i];
        }
        for (size_t i = 0; i < count && sum > 0; i++) {
            probabilities[i] /= sum;
        }
        float top_p = (float)(1 + bb_test_random(&seed) % 98) / 100.0f;
        float coin = (float)(bb_test_random(&seed) % 1000) / 1000.0f;
        int32_t token = bb_sampler_draw_nucleus(probabilities, order, count, top_p, coin);
        CHECK(token >= 0 && (size_t)token < count);
        /* By selection: the most likely token that is left, the first of equals. */
        static bool taken[COUNT];
        memset(taken, 0, sizeof taken);
        static int32_t sorted[COUNT];
        size_t inside = 0;
        float share = 0;
        while (inside < count && share <= top_p) {
            size_t best = COUNT;
            for (size_t i = 0; i < count; i++) {
                if (!taken[i] && (best == COUNT || probabilities[i] > probabilities[best])) {
                    best = i;
                }
            }
            taken[best] = true;
            sorted[inside++] = (int32_t)best;
            share += probabilities[best];
        }
        int32_t expected = sorted[inside - 1];
        for (size_t i = inside; i-- > 0;) {
            float before = 0;
            for (size_t j = 0; j < i; j++) {
                before += probabilities[sorted[j]];
            }
            if (coin * share < before + probabilities[sorted[i]]) {
                expected = sorted[i];
            }
        }
        CHECK_EQUAL(token, expected);
    }
}

TEST(nucleus_smaller_than_a_token)
{
    const float alike[] = {0.25f, 0.25f, 0.25f, 0.25f};
    int32_t order[4];
    CHECK_EQUAL(bb_sampler_draw_nucleus(alike, order, 4, 0.01f, 0.9f), 0);
    const float single[] = {1.0f};
    CHECK_EQUAL(bb_sampler_draw_nucleus(single, order, 1, 0.5f, 0.9f), 0);
}

int main(void)
{
    kernel.model.shape.vocabulary = TOKENS;
    bb_sampler_boot(&kernel);
    CHECK_EQUAL(bb_sampler_demand(&kernel), 128);
    int failed = RUN(random_numbers) | RUN(seeds) | RUN(greedy) | RUN(no_distribution) |
                 RUN(distribution) | RUN(options_are_the_default) | RUN(nucleus_order) |
                 RUN(nucleus_smaller_than_a_token);
    fake_free_arenas();
    return failed;
}
