/* SPDX-License-Identifier: Apache-2.0 */
/* Taking over from the firmware. */
#include "bb_platform.h"
#include "uefi.h"

BB_ERROR(no_clock, "E-CLOCK",
         "The firmware's Stall service or the processor's time stamp counter does not work. Try a "
         "newer firmware, or another machine.");

EFI_SYSTEM_TABLE *bb_uefi_system;
EFI_BOOT_SERVICES *bb_uefi_boot;
EFI_HANDLE bb_uefi_image;

bb_status bb_platform_start(void *image, void *system_table)
{
    bb_uefi_image = image;
    bb_uefi_system = system_table;
    bb_uefi_boot = bb_uefi_system->BootServices;

    /* Otherwise the firmware resets the machine after five minutes. A firmware without a watchdog
     * refuses, which is as good. */
    bb_uefi_boot->SetWatchdogTimer(0, 0, 0, NULL);

    if (!bb_uefi_clock_start())
        return bb_fail(&no_clock, "the time stamp counter stands still");
    return BB_OK;
}
