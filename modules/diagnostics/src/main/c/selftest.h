/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SELFTEST_H
#define SELFTEST_H

/* Every matrix kernel that this processor can run, against exact sums. */
#include "bb_kernel.h"

/*
 * Runs each kernel on random and adversarial matrices of small shapes, odd ones among them,
 * unaligned, with a gap between the rows. A result must satisfy
 *
 *     |result - sum| <= (columns + 2) * 2^-24 * sum of |w[c] * x[c]| + columns * 2^-149
 *
 * where the sums are taken in double: what any order of float32 additions satisfies (Higham,
 * Accuracy and Stability of Numerical Algorithms, 3.1); the second term is for products below the
 * normal range. NaN and infinity must reach their row and no other; no element outside the result
 * may change. Fails with E-SELFTEST-MATMUL: kernel, shape, row, result and sum.
 */
bb_status bb_selftest_run(const bb_cpu *cpu);

#endif
