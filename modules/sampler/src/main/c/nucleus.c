/* SPDX-License-Identifier: Apache-2.0 */
#include "nucleus.h"

#include <stdbool.h>

#include "bb_vector.h"

/* A heap of tokens, the most likely on top: only as many are put in order as the nucleus has. */
typedef struct token_heap {
    const float *probabilities;
    int32_t *tokens;
    size_t count;
} token_heap;

static bool precedes(const token_heap *heap, int32_t a, int32_t b)
{
    float difference = heap->probabilities[a] - heap->probabilities[b];
    return difference > 0.0f || (difference == 0.0f && a < b);
}

static void sift_down(token_heap *heap, size_t place)
{
    int32_t token = heap->tokens[place];
    for (size_t child; (child = 2 * place + 1) < heap->count; place = child) {
        if (child + 1 < heap->count &&
            precedes(heap, heap->tokens[child + 1], heap->tokens[child])) {
            child++;
        }
        if (!precedes(heap, heap->tokens[child], token)) {
            break;
        }
        heap->tokens[place] = heap->tokens[child];
    }
    heap->tokens[place] = token;
}

/* Takes the most likely token out; it is kept behind the heap's end. */
static int32_t pop(token_heap *heap)
{
    int32_t top = heap->tokens[0];
    heap->count--;
    heap->tokens[0] = heap->tokens[heap->count];
    sift_down(heap, 0);
    heap->tokens[heap->count] = top;
    return top;
}

int32_t bb_sampler_draw_nucleus(const float *probabilities, int32_t *order, size_t count,
                                float top_p, float coin)
{
    /* What is less likely than this cannot be in the nucleus, as in llama2.c. */
    const float cutoff = (1.0f - top_p) / (float)(count - 1);
    token_heap heap = {.probabilities = probabilities, .tokens = order};
    for (size_t i = 0; i < count; i++) {
        if (probabilities[i] >= cutoff) {
            order[heap.count++] = (int32_t)i;
        }
    }
    for (size_t place = heap.count / 2; place-- > 0;) {
        sift_down(&heap, place);
    }
    size_t candidates = heap.count;
    if (candidates == 0) { /* all are alike, and top_p is less than one token's share */
        return (int32_t)bb_vector_argmax(probabilities, count);
    }
    float sum = 0.0f;
    while (heap.count > 0 && sum <= top_p) {
        sum += probabilities[pop(&heap)];
    }
    /* The nucleus stands behind the heap's end, the most likely token last. */
    float cumulative = 0.0f;
    float threshold = coin * sum;
    for (size_t place = candidates; place-- > heap.count;) {
        cumulative += probabilities[order[place]];
        if (threshold < cumulative) {
            return order[place];
        }
    }
    return order[heap.count]; /* the least likely one: the sum was rounded */
}
