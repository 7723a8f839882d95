/* SPDX-License-Identifier: Apache-2.0 */
#include "top_k.h"

#include "bb_options.h"

/* The option's greatest value. */
#define GREATEST_K 1024

/* The greatest values so far as a heap, the least of them on top. */
static float heap[GREATEST_K];

/* Puts a value in the place of the least. */
static void replace_least(size_t k, float value)
{
    size_t place = 0;
    for (size_t child; (child = 2 * place + 1) < k; place = child) {
        if (child + 1 < k && heap[child + 1] < heap[child]) {
            child++;
        }
        if (heap[child] >= value) {
            break;
        }
        heap[place] = heap[child];
    }
    heap[place] = value;
}

/*
 * The k-th greatest value. Most values are below those of the heap at once: in any usual order the
 * heap changes about k log(count / k) times, so this is one pass of comparisons. A NaN is greater
 * than nothing.
 */
static float find_kth(const float *values, size_t count, size_t k)
{
    for (size_t i = 0; i < k; i++) {
        heap[i] = -__builtin_inff();
    }
    for (size_t i = 0; i < count; i++) {
        if (values[i] > heap[0]) {
            replace_least(k, values[i]);
        }
    }
    return heap[0];
}

void bb_top_k_process(bb_kernel *kernel, bb_logits *logits)
{
    (void)kernel;
    int64_t k = bb_options.top_k.k;
    if (k <= 0 || k > GREATEST_K || (uint64_t)k >= logits->count) {
        return;
    }
    float least = find_kth(logits->values, logits->count, (size_t)k);
    for (size_t i = 0; i < logits->count; i++) {
        logits->values[i] = logits->values[i] < least ? -__builtin_inff() : logits->values[i];
    }
}
