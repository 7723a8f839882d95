/* SPDX-License-Identifier: Apache-2.0 */
/* The handle database: handles, and the protocols on them (UEFI 2.10, section 7.3). */
#ifndef HOSTED_PROTOCOLS_H
#define HOSTED_PROTOCOLS_H

#include "hosted.h"

/* Adds a protocol to a handle of the runner; NULL makes a new one. Returns the handle. */
EFI_HANDLE protocols_add(EFI_HANDLE handle, const EFI_GUID *protocol, void *interface);

/* Fills the protocol services of the table. */
void protocols_fill(EFI_BOOT_SERVICES *table);

#endif
