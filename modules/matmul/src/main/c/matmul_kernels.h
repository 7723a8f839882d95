/* SPDX-License-Identifier: Apache-2.0 */
/* The matrix-vector kernels of this module, named bb_matmul_<instruction set>_<weight type>. */
#ifndef MATMUL_KERNELS_H
#define MATMUL_KERNELS_H

#include "bb_matmul.h"

/* Plain C, sums in double: the oracle that the others are tested against. */
bb_matmul_fn bb_matmul_reference_f32;

/* Emitted by MatMulEmitter. The caller checks that the processor, and XCR0, allow the set. */
bb_matmul_fn bb_matmul_sse2_f32;
bb_matmul_fn bb_matmul_avx2_f32;   /* needs AVX, AVX2 and FMA */
bb_matmul_fn bb_matmul_avx512_f32; /* needs AVX-512F; keeps to registers 0-5 and 16-31 */

#endif
