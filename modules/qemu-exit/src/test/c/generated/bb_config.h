/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CONFIG_H
#define BB_CONFIG_H

/* What the declaration fixes, for this module's tests. */
#include <stdint.h>

#define BB_QEMU_EXIT_PORT INT64_C(244)

#endif
