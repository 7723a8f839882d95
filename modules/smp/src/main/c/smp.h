/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SMP_H
#define SMP_H

/* The parallel capability: the processors that the firmware's multiprocessor services give. */
#include <stdbool.h>

#include "bb_parallel.h"
#include "bb_status.h"

/*
 * Boot step: starts the other processors. One that does not start, or lacks a feature of the boot
 * processor, is left out with a warning; it cannot fail.
 */
bb_status bb_smp_boot(bb_kernel *kernel);

/* Shutdown hook: gives the processors back to the firmware. */
void bb_smp_shutdown(bb_kernel *kernel, bool ok);

/* bb_parallel_run, bb_parallel_pair, bb_parallel_settle, bb_parallel_processors, bb_parallel_show;
 * bb_parallel_meet and bb_parallel_share are in smp_pair.h */
void bb_smp_run(const bb_work *work);
bool bb_smp_run_pair(const bb_pair *pair);
void bb_smp_settle(void);
size_t bb_smp_processors(void);
void bb_smp_show(bb_kernel *kernel);

#endif
