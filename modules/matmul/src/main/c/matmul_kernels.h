/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The matrix kernels in assembly, named bb_matmul_<instruction set>_<type of weights>. An image has
 * those of the types that are installed. The caller checks that the processor, and XCR0, allow the
 * set.
 *
 * Those with AVX-512 for quantized weights have a second function, _far, that gives the same
 * result: for one token it fetches weights far ahead, for processors that do not find streams
 * themselves.
 */
#ifndef MATMUL_KERNELS_H
#define MATMUL_KERNELS_H

#include "bb_matmul.h"

bb_matmul_fn bb_matmul_sse2_f32;
bb_matmul_fn bb_matmul_sse2_f16;
bb_matmul_fn bb_matmul_sse2_bf16;

bb_matmul_fn bb_matmul_avx2_f32; /* needs AVX, AVX2 and FMA */
bb_matmul_fn bb_matmul_avx2_f16; /* and F16C */
bb_matmul_fn bb_matmul_avx2_bf16;

bb_matmul_fn bb_matmul_avx512_f32; /* needs AVX-512F */
bb_matmul_fn bb_matmul_avx512_f16;
bb_matmul_fn bb_matmul_avx512_bf16;

bb_matmul_fn bb_matmul_sse2_q8_0;
bb_matmul_fn bb_matmul_sse2_q4_0;
bb_matmul_fn bb_matmul_sse2_q4_1;

bb_matmul_fn bb_matmul_avx2_q8_0; /* needs AVX, AVX2, FMA and F16C */
bb_matmul_fn bb_matmul_avx2_q4_0;
bb_matmul_fn bb_matmul_avx2_q4_1;

bb_matmul_fn bb_matmul_avx_vnni_q8_0; /* and AVX-VNNI */
bb_matmul_fn bb_matmul_avx_vnni_q4_0;
bb_matmul_fn bb_matmul_avx_vnni_q4_1;

bb_matmul_fn bb_matmul_avx512_q8_0; /* needs AVX-512F and BW */
bb_matmul_fn bb_matmul_avx512_q4_0;
bb_matmul_fn bb_matmul_avx512_q4_1;
bb_matmul_fn bb_matmul_avx512_q8_0_far;
bb_matmul_fn bb_matmul_avx512_q4_0_far;
bb_matmul_fn bb_matmul_avx512_q4_1_far;

bb_matmul_fn bb_matmul_avx512_vnni_q8_0; /* and VNNI */
bb_matmul_fn bb_matmul_avx512_vnni_q4_0;
bb_matmul_fn bb_matmul_avx512_vnni_q4_1;
bb_matmul_fn bb_matmul_avx512_vnni_q8_0_far;
bb_matmul_fn bb_matmul_avx512_vnni_q4_0_far;
bb_matmul_fn bb_matmul_avx512_vnni_q4_1_far;

#endif
