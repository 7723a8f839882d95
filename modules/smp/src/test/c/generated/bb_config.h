/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONFIG_H
#define BB_CONFIG_H

/* The module's options, as tests want them. */
#include <stdbool.h>
#include <stdint.h>

extern int64_t test_processors;
extern bool test_hyper_threads;

#define BB_SMP_PROCESSORS test_processors
#define BB_SMP_HYPER_THREADS test_hyper_threads

#endif
