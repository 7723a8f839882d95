/* SPDX-License-Identifier: Apache-2.0 */
/* The vector sets of this module, one for each instruction set. */
#ifndef VECTOR_SETS_H
#define VECTOR_SETS_H

#include "bb_vector_set.h"

const bb_vector_set *bb_vector_sse2(void);
const bb_vector_set *bb_vector_avx2(void);
const bb_vector_set *bb_vector_avx512(void);

#endif
