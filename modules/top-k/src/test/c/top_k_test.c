/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/top_k.c */
#include "bb_options.h"
#include "bb_test.h"
#include "top_k.h"

struct bb_options bb_options;

static int descending(const void *a, const void *b)
{
    float x = *(const float *)a;
    float y = *(const float *)b;
    return (x < y) - (x > y);
}

static void check(const float *values, size_t count, int64_t k)
{
    float *actual = malloc(count * sizeof *actual);
    float *sorted = malloc(count * sizeof *sorted);
    memcpy(actual, values, count * sizeof *actual);
    memcpy(sorted, values, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, descending);
    bb_options.top_k.k = k;
    bb_logits logits = {.values = actual, .count = count};
    bb_top_k_process(NULL, &logits);
    float least = k <= 0 || (size_t)k > count ? -INFINITY : sorted[k - 1];
    for (size_t i = 0; i < count; i++) {
        CHECK(actual[i] == (values[i] < least ? -INFINITY : values[i]));
    }
    free(sorted);
    free(actual);
}

TEST(same_as_sorting)
{
    uint64_t seed = 2;
    for (int round = 0; round < 500; round++) {
        size_t count = 1 + bb_test_random(&seed) % 300;
        float *values = malloc(count * sizeof *values);
        uint64_t kinds = 1 + bb_test_random(&seed) % 1000; /* few: many are equal */
        for (size_t i = 0; i < count; i++) {
            float value = (float)(bb_test_random(&seed) % kinds) - (float)kinds / 2;
            values[i] = round % 2 ? value : value * 1e-3f + 1.0f; /* differ in low bits only */
        }
        for (int64_t k = 0; k <= (int64_t)count + 1; k += 1 + (int64_t)count / 7) {
            check(values, count, k);
        }
        free(values);
    }
}

TEST(extremes)
{
    const float values[] = {-0.0f, 0.0f, INFINITY, -INFINITY, 3.4e38f, -3.4e38f, 1e-45f, -1e-45f};
    for (int64_t k = 1; k <= 8; k++) {
        bb_options.top_k.k = k;
        float actual[8];
        memcpy(actual, values, sizeof actual);
        bb_logits logits = {.values = actual, .count = 8};
        bb_top_k_process(NULL, &logits);
        CHECK(actual[2] == INFINITY);
        CHECK_EQUAL(actual[4] == values[4], k >= 2);
        CHECK_EQUAL(actual[6] == values[6], k >= 3);
        CHECK_EQUAL(actual[7] == values[7], k >= 6);
    }
}

TEST(nan_stays)
{
    float values[] = {1.0f, NAN, 3.0f, -NAN, 2.0f};
    bb_options.top_k.k = 3;
    bb_logits logits = {.values = values, .count = 5};
    bb_top_k_process(NULL, &logits);
    CHECK(isnan(values[1]) && isnan(values[3]));
    CHECK(values[2] == 3.0f);
}

int main(void)
{
    return RUN(same_as_sorting) | RUN(extremes) | RUN(nan_stays);
}
