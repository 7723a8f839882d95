/* SPDX-License-Identifier: Apache-2.0 */
/* The boot services table (UEFI 2.10, section 4.4). */
#ifndef HOSTED_BOOT_SERVICES_H
#define HOSTED_BOOT_SERVICES_H

#include "hosted.h"

/* Fills all entries; the handle of the image is what Exit and ExitBootServices expect. */
void boot_services_fill(EFI_BOOT_SERVICES *table);
void boot_services_set_image(EFI_HANDLE image);

/* CRC-32 as in section 7.5 (ISO 3309), for the table headers. */
uint32_t boot_services_crc32(const void *data, size_t size);

#endif
