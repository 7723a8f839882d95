/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UEFI and PI definitions that the kernel and the hosted runner share.
 * Source: UEFI specification 2.10, UEFI Platform Initialization specification 1.8.
 */
#ifndef EFI_H
#define EFI_H

#include "efi_block.h"
#include "efi_console.h"
#include "efi_cpu_io2.h"
#include "efi_device_path.h"
#include "efi_file.h"
#include "efi_graphics.h"
#include "efi_loaded_image.h"
#include "efi_mp.h"
#include "efi_rng.h"
#include "efi_serial.h"
#include "efi_status.h"
#include "efi_tables.h"
#include "efi_types.h"

#endif
