/* SPDX-License-Identifier: Apache-2.0 */
/* Leaving the machine. */
#include "bb_platform.h"
#include "uefi.h"

_Noreturn void bb_platform_exit(bb_exit how, bool ok)
{
    EFI_STATUS status = ok ? EFI_SUCCESS : EFI_ABORTED;
    EFI_RUNTIME_SERVICES *runtime = bb_uefi_system->RuntimeServices;

    if (how == BB_EXIT_POWER_OFF)
        runtime->ResetSystem(EfiResetShutdown, status, 0, NULL);
    if (how == BB_EXIT_REBOOT)
        runtime->ResetSystem(EfiResetCold, status, 0, NULL);

    bb_uefi_exceptions_release();
    /* Also where a firmware cannot switch the machine off. */
    bb_uefi_serial_release();
    bb_uefi_boot->Exit(bb_uefi_image, status, 0, NULL);
    for (;;)
        __asm__ volatile("hlt");
}
