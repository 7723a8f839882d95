/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_VECTOR_SET_H
#define BB_VECTOR_SET_H

/*
 * Everything of the forward pass that is no product with a weight matrix, once for each instruction
 * set. Pointers need the alignment of their elements only, unless said. All may be called on
 * several processors at the same time, none fails; NaN goes on to the result.
 *
 * What few models need is there if a module of the kernel has contributed the part (VectorPart of
 * the DSL): GEGLU has geglu, SOFT_CAP soft_cap and attention's cap, WINDOW its window. Without it,
 * the function is NULL and the field counts for nothing.
 */
#include <stddef.h>
#include <stdint.h>

#include "bb_activations.h"

typedef enum bb_kv_type { BB_KV_F32, BB_KV_F16 } bb_kv_type;

/* Positions that lie side by side in a panel of keys. */
#define BB_KEY_PANEL 16

/*
 * What the query heads that share a key/value head attend to, of one token or of several that
 * follow each other: each token attends to one position more than the one before.
 */
typedef struct bb_attention {
    float *out;         /* (tokens, group, head_size), out_stride floats from token to token */
    const float *query; /* the same, rotated; query_stride floats from token to token */
    const void *keys;   /* (panels of 16 positions, head_size, 16), of `type`; 64-byte aligned */
    const void *values; /* (positions, head_size), of `type` */
    size_t tokens;
    size_t positions; /* of the first token, at least 1; what lies beyond those of the last token
                         in the last panel is garbage */
    size_t head_size; /* even */
    size_t group;     /* query heads */
    size_t query_stride;
    size_t out_stride;
    float scale;   /* 1 / sqrt(head_size) in most models */
    float cap;     /* if not 0, scores s are cap * tanh(s / cap); SOFT_CAP, see below */
    size_t window; /* if not 0, positions that a token attends to at most: its last; WINDOW */
    bb_kv_type type;

    /* If not NULL, the key and value of the token's own position, (head_size), as round_kv leaves
     * them: the cache's are garbage there. For one token, and in kernels with several processors
     * only, as round_kv. */
    const float *own_key;
    const float *own_value;
} bb_attention;

typedef struct bb_vector_set {
    const char *name;  /* "avx2" */
    uint32_t features; /* BB_CPU_... that it needs */

    /* out[i] = weight[i] * x[i] / sqrt(mean of x^2 + epsilon); all (count). out may be x. */
    void (*rmsnorm)(float *out, const float *x, const float *weight, size_t count, float epsilon);

    /* Rotates the pairs (x[2i], x[2i + 1]) of each head by the angles of a position; x: (heads,
     * head_size), cos and sin: (head_size / 2). */
    void (*rope)(float *x, size_t heads, size_t head_size, const float *cos, const float *sin);

    /* out[i] = silu(gate[i]) * up[i], with silu(x) = x / (1 + exp(-x)); all (count), a multiple of
     * 16. out may be gate. */
    void (*swiglu)(float *out, const float *gate, const float *up, size_t count);

    /* The same with gelu(x) = x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) (Hendrycks
     * and Gimpel 2016, arXiv:1606.08415). */
    void (*geglu)(float *out, const float *gate, const float *up, size_t count);

    /* x[i] = cap * tanh(x[i] / cap); x: (count), cap > 0. */
    void (*soft_cap)(float *x, size_t count, float cap);

    /* sum[i] += x[i]; both (count). */
    void (*accumulate)(float *sum, const float *x, size_t count);

    /*
     * Puts vectors in the kernels' order. x: (tokens, stride), of which the first cols columns
     * count. Writes `values`: (cols, tokens).
     */
    void (*interleave)(float *values, const float *x, size_t stride, size_t cols, size_t tokens);

    /* Quantizes them, cols a multiple of 32; see bb_activations for the shapes. Rounds to nearest,
     * half away from zero, as llama.cpp's reference; a block of zeros has scale 0. */
    void (*quantize)(int8_t *quants, float *scales, int32_t *sums, const float *x, size_t stride,
                     size_t cols, size_t tokens);

    /* Appends a position to a key/value head: key and value, (head_size), in the layouts of
     * bb_attention. */
    void (*store_kv)(void *keys, void *values, bb_kv_type type, size_t position, size_t head_size,
                     const float *key, const float *value);

    /* Rounds floats to what a cache of the type keeps of them; x: (count). */
    void (*round_kv)(float *x, size_t count, bb_kv_type type);

    /*
     * softmax(scale * query * keys) * values in one pass over the cache, with a running maximum
     * (online softmax: Milakov and Gimelshein 2018, arXiv:1805.02867; Dao et al. 2022,
     * arXiv:2205.14135).
     */
    void (*attend)(const bb_attention *attention);

    /* Softmax in place of scale * values, as bb_vector_softmax of bb_vector.h. Returns false if
     * there is no distribution. */
    _Bool (*softmax)(float *values, size_t count, float scale);
} bb_vector_set;

/* The set that was chosen for this processor: the vector capability. */
const bb_vector_set *bb_vector(void);

#endif
