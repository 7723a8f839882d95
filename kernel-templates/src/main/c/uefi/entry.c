/* SPDX-License-Identifier: Apache-2.0 */
/* Where the firmware enters the kernel. */
#include "bb_kernel.h"
#include "uefi.h"

/* The compiler refers to this symbol from every file that uses floating point. */
extern int _fltused;
int _fltused;

static bb_kernel the_kernel;

EFI_STATUS EFIAPI efi_main(EFI_HANDLE image, EFI_SYSTEM_TABLE *system_table);

EFI_STATUS EFIAPI efi_main(EFI_HANDLE image, EFI_SYSTEM_TABLE *system_table)
{
    bb_status status = bb_platform_start(image, system_table);
    if (status != BB_OK)
        bb_panic(&the_kernel, status);
    bb_uefi_exceptions_catch(&the_kernel, bb_panic);
    bb_kernel_main(&the_kernel);
}
