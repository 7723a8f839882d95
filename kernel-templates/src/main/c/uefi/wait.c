/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting for keys: the firmware puts the processor to rest in WaitForEvent. */
#include "bb_platform.h"
#include "uefi.h"

/* The serial port has no event, so it is looked at in between. */
#define SLICE_MICROSECONDS 10000u

static EFI_EVENT timer;

static bool rest(uint32_t microseconds)
{
    EFI_EVENT events[2];
    UINTN count = 0, which = 0;
    if (timer == NULL &&
        EFI_ERROR(bb_uefi_boot->CreateEvent(EVT_TIMER, TPL_CALLBACK, NULL, NULL, &timer)))
        return false;
    if (EFI_ERROR(bb_uefi_boot->SetTimer(timer, TimerRelative, (UINT64)microseconds * 10)))
        return false;
    events[count++] = timer;
    if (bb_uefi_system->ConIn != NULL && bb_uefi_system->ConIn->WaitForKey != NULL)
        events[count++] = bb_uefi_system->ConIn->WaitForKey;
    return !EFI_ERROR(bb_uefi_boot->WaitForEvent(count, events, &which)) && which == 0;
}

void bb_platform_wait(uint32_t microseconds)
{
    while (microseconds > 0 && !bb_uefi_serial_pending()) {
        uint32_t slice = microseconds < SLICE_MICROSECONDS ? microseconds : SLICE_MICROSECONDS;
        if (!rest(slice))
            return;
        microseconds -= slice;
    }
}
