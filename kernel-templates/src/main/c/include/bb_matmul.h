/* SPDX-License-Identifier: Apache-2.0 */
/* The product of a weight matrix and one or more vectors: what every matrix kernel takes. */
#ifndef BB_MATMUL_H
#define BB_MATMUL_H

#include <stddef.h>
#include <stdint.h>

#include "bb_activations.h"
#include "bb_weights.h"

/*
 * out[t * out_stride + r] = sum over c of weights[r][c] * x[t][c], for t in [0, tokens) and r in
 * [0, 16 * panels).
 *
 * Any panels, cols and tokens, zero included. The columns may be some of the panels', from a
 * multiple of BB_BLOCK on; panels start on multiples of BB_PANEL_ALIGNMENT, and the other pointers
 * need the alignment of their elements only. A kernel reads nothing outside its operands and writes
 * nothing outside out, which must have room for whole panels and not overlap the others. A NaN or
 * infinity in the data reaches the sum that it belongs to, as IEEE 754 says. The order of the
 * additions, so the rounding, is the kernel's own, but a row's sum depends neither on the other
 * rows of the call nor on the other tokens: work can be split anywhere between panels, and prompts
 * be cut into batches, without changing a bit.
 *
 * The layout of this struct is known to KernelArgument.java.
 */
typedef struct bb_matmul_args {
    float *out;          /* (tokens, out_stride), written */
    const void *weights; /* the first panel, or of some of its columns the first's element or scale;
                            the type is the kernel's */
    size_t panel_bytes;  /* from a panel to the next */
    size_t quants_at;    /* from `weights` to the first quant; kernels of quantized weights */
    const float *values; /* bb_activations.values; kernels of float weights */
    const int8_t *quants; /* bb_activations.quants; kernels of quantized weights, as the next two */
    const float *scales;
    const int32_t *sums;
    size_t panels;
    size_t cols; /* all of a panel, or as many as x has */
    size_t tokens;
    size_t out_stride; /* floats */
} bb_matmul_args;

/*
 * A matrix kernel. It follows the Microsoft x64 calling convention in every build, so that the same
 * assembly serves the UEFI application and the native tests. Cannot fail. May be called on several
 * processors at the same time.
 */
typedef void __attribute__((ms_abi)) bb_matmul_fn(const bb_matmul_args *args);

/* The product by the kernel that was chosen for this type on this processor: the matmul capability.
 */
void bb_matmul_run(bb_dtype type, const bb_matmul_args *args);

#endif
