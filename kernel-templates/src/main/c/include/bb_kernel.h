/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_KERNEL_H
#define BB_KERNEL_H

/* The kernel's state: one object, made by efi_main and handed to every hook. */
#include <stdbool.h>
#include <stdint.h>

#include "bb_context.h"
#include "bb_cpu.h"
#include "bb_forward.h"
#include "bb_model.h"
#include "bb_platform.h"
#include "bb_source.h"
#include "bb_status.h"

typedef struct bb_kernel {
    bb_cpu cpu;
    bb_model model;

    /* What phase MODEL loads: paths, which live as long as the kernel, and the most positions that
     * the context may have; 0 for as many as the model was made for. */
    const char *model_file;
    const char *tokenizer_file; /* not read if the model carries its vocabulary */
    size_t context_limit;

    bb_source model_source;     /* open during phase MODEL */
    bb_source tokenizer_source; /* open during phase MODEL, if the model has no vocabulary */
    bb_forward_state forward;
    bb_forward_state other_side; /* for one token, of a model whose layers have halves */
    bb_forward_probe *probe;     /* or NULL */
    bb_context context;
    bool failed;  /* something went wrong: the machine is left with a failure */
    bool leave;   /* the READY steps are to end: /quit */
    bb_exit exit; /* how the machine is left */
} bb_kernel;

/* What the boot line of the running step says behind its name. */
void bb_boot_detail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints a boot step's line, with its time. Called by the generated hooks. */
void bb_boot_step_begin(const char *name);
void bb_boot_step_end(void);

/* The kernel, from the platform's entry to the end. Does not return. */
_Noreturn void bb_kernel_main(bb_kernel *kernel);

/* Prints code, details, place and advice on all devices, tells the shutdown hooks, waits for a key
 * if asked to, leaves. */
_Noreturn void bb_panic(bb_kernel *kernel, bb_status status);

/* Prints a failure that the kernel survives: code, details, advice. */
void bb_report(bb_status status);

#endif
