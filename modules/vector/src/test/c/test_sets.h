/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TEST_SETS_H
#define TEST_SETS_H

#include "bb_vector_set.h"

/* The sets that this processor can run, one after the other, then NULL. Says which it cannot. */
const bb_vector_set *test_set(size_t index);

#endif
