/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_BOOT_H
#define BB_BOOT_H

/* Name of the boot step that is running, or NULL. */
const char *bb_boot_step(void);

#endif
