/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/min_p.c ../../../../../kernel-templates/src/main/c/kernel/math.c
   ../../../../../kernel-templates/src/main/c/kernel/vector_max.c */
#include "bb_options.h"
#include "bb_test.h"
#include "min_p.h"

struct bb_options bb_options;

TEST(same_as_probabilities)
{
    enum { COUNT = 100 };
    uint64_t seed = 4;
    for (int round = 0; round < 200; round++) {
        float values[COUNT];
        float kept[COUNT];
        double greatest = 0;
        for (size_t i = 0; i < COUNT; i++) {
            values[i] = kept[i] = (float)(bb_test_random(&seed) % 100000) / 5000.0f - 10.0f;
            greatest = fmax(greatest, exp((double)values[i]));
        }
        float share = (float)(1 + bb_test_random(&seed) % 999) / 1000.0f;
        bb_options.min_p.share = share;
        bb_logits logits = {.values = values, .count = COUNT};
        bb_min_p_process(NULL, &logits);
        for (size_t i = 0; i < COUNT; i++) {
            double ratio = exp((double)kept[i]) / greatest / (double)share;
            if (fabs(ratio - 1) > 1e-5) { /* at the border rounding decides */
                CHECK(values[i] == (ratio < 1 ? -INFINITY : kept[i]));
            }
        }
    }
}

TEST(borders)
{
    float values[] = {1.0f, 0.0f, -50.0f, NAN};
    bb_logits logits = {.values = values, .count = 3};
    bb_options.min_p.share = 0.0f; /* off */
    bb_min_p_process(NULL, &logits);
    CHECK(values[2] == -50.0f);
    bb_options.min_p.share = 1.0f; /* the best alone */
    bb_min_p_process(NULL, &logits);
    CHECK(values[0] == 1.0f && values[1] == -INFINITY);
    logits.count = 4;
    bb_min_p_process(NULL, &logits);
    CHECK(values[0] == 1.0f && isnan(values[3]));
}

int main(void)
{
    return RUN(same_as_probabilities) | RUN(borders);
}
