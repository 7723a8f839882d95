/* SPDX-License-Identifier: Apache-2.0 */
#ifndef QEMU_EXIT_H
#define QEMU_EXIT_H

#include <stdbool.h>

typedef struct bb_kernel bb_kernel;

/* Shutdown hook: ends QEMU with exit code 33 (ok) or 35. Returns where there is no QEMU to end. */
void bb_qemu_exit_leave(bb_kernel *kernel, bool ok);

#endif
