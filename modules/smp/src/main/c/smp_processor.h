/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SMP_PROCESSOR_H
#define SMP_PROCESSOR_H

/* One processor of the machine, and what it does when it is started. */
#include <stdatomic.h>

#include "bb_cpu.h"
#include "efi/efi.h"
#include "smp_pool.h"

/* What is, or becomes, of a processor. */
typedef enum bb_smp_fate {
    BB_SMP_CALLER,       /* the boot processor */
    BB_SMP_STARTING,     /* asked to start, not heard of yet */
    BB_SMP_WORKING,      /* takes part */
    BB_SMP_UNABLE,       /* lacks features that the boot processor has */
    BB_SMP_SILENT,       /* has not been heard of in time */
    BB_SMP_REFUSED,      /* the firmware does not start it */
    BB_SMP_DISABLED,     /* the firmware has it switched off, or holds it for broken */
    BB_SMP_HYPER_THREAD, /* a second thread of a core, left out by option */
    BB_SMP_SPARE,        /* more than the option allows */
} bb_smp_fate;

typedef struct bb_smp_processor {
    _Atomic(bb_smp_fate) fate;
    UINTN number;         /* the firmware's */
    bb_cpu cpu;           /* once it has started */
    EFI_EVENT gone;       /* signaled when it is the firmware's again; NULL: was never started */
    EFI_STATUS refusal;   /* of the firmware */
    bb_smp_pool *pool;    /* where it works */
    uint32_t features;    /* that it must have */
    uint32_t mxcsr;       /* how it is to compute: rounding, denormal numbers */
    unsigned char *stack; /* the end of its own */
    bb_smp_worker worker;
} bb_smp_processor;

/* For the firmware to start on a processor, with its bb_smp_processor: works until the pool is
 * closed. The stack that the firmware gives may be small, so it goes to its own first. */
void EFIAPI bb_smp_processor_enter(void *processor);

#endif
