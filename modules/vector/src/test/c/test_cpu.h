/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TEST_CPU_H
#define TEST_CPU_H

#include <stdbool.h>
#include <stddef.h>

/* Names of the sets, narrowest first; NULL behind the last. */
const char *test_set_name(size_t index);

/* Whether this processor can run the set of an index. Says so if it cannot. */
bool test_set_runs(size_t index);

#endif
