/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_BOOT_H
#define BB_BOOT_H

/* Which boot step is running. */
#include <stdint.h>

typedef struct bb_boot_running {
    const char *name; /* NULL: none */
    uint64_t begun_ns;
} bb_boot_running;

/* Name of the boot step that is running, or NULL. */
const char *bb_boot_step(void);

/* For steps within a step: the outer one is left, and goes on when they are through. */
bb_boot_running bb_boot_step_leave(void);
void bb_boot_step_resume(bb_boot_running outer);

#endif
