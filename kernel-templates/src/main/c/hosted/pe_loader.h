/* SPDX-License-Identifier: Apache-2.0 */
/* PE32+ images (PE format specification, as UEFI 2.10, section 2.1.1 uses it). */
#ifndef HOSTED_PE_LOADER_H
#define HOSTED_PE_LOADER_H

#include "hosted.h"

struct pe_image {
    uint8_t *base;
    size_t size; /* in memory, in bytes */
    EFI_IMAGE_ENTRY_POINT entry;
};

/*
 * Reads, checks, loads and relocates an image into memory of the machine. Ends the process with
 * EXIT_BAD_IMAGE and a reason when the file is not a valid, relocatable x86-64 EFI application.
 */
struct pe_image pe_load(const char *path);

#endif
