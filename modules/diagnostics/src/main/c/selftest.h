/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SELFTEST_H
#define SELFTEST_H

/* Every matrix kernel that this processor can run, for every installed type of weights, against
 * sums in double. */
#include "bb_kernel.h"

/*
 * Runs each kernel on the products of problem.h, small ones of odd sizes, for one token and for
 * several, with a gap between the tokens' sums. NaN and infinity must reach their row and no other;
 * no element outside the result may change. Fails with E-SELFTEST-MATMUL: kernel, size, row, result
 * and sum.
 */
bb_status bb_selftest_run(const bb_cpu *cpu);

#endif
