/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FORWARD_PARTS_H
#define FORWARD_PARTS_H

/* The parts of the forward pass: each is one formula, and none of them knows the kernel. */
#include <stddef.h>

#include "bb_model.h"

/* out = matrix * x; out: (rows), x: (cols). */
void bb_multiply(float *out, const bb_matrix *matrix, const float *x);

/* out[i] = weight[i] * x[i] / sqrt(mean of x^2 + epsilon); all (count). */
void bb_rmsnorm(float *out, const float *x, const float *weight, size_t count, float epsilon);

/* cos and sin, (positions, head_size / 2), of position / theta^(2i / head_size). */
void bb_rope_table(float *cos, float *sin, size_t positions, size_t head_size, float theta);

/*
 * Rotates each pair (x[2i], x[2i + 1]) of each head by its angle. x: (heads, head_size); cos and
 * sin: (head_size / 2), the position's row of the table.
 */
void bb_rope_rotate(float *x, size_t heads, size_t head_size, const float *cos, const float *sin);

/* What one layer's attention works on. */
typedef struct bb_attention {
    const float *query;  /* (heads, head_size) */
    const float *keys;   /* (positions, kv_heads, head_size) */
    const float *values; /* (kv_heads, head_size, context) */
    size_t positions;    /* in use, of the context */
    float *scores;       /* (positions), overwritten */
    float *out;          /* (heads, head_size) */
} bb_attention;

/*
 * Grouped-query attention (Ainslie et al. 2023, arXiv:2305.13245): query heads share key and value
 * heads in equal groups.
 */
void bb_attend(const bb_attention *attention, const bb_shape *shape);

/* gate[i] = silu(gate[i]) * up[i], with silu(x) = x / (1 + exp(-x)); both (count). */
void bb_swiglu(float *restrict gate, const float *restrict up, size_t count);

/* sum[i] += x[i]; both (count). */
void bb_accumulate(float *restrict sum, const float *restrict x, size_t count);

#endif
