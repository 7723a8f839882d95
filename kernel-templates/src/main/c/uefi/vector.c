/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Interrupts are held off while vector registers are in use: the firmware's handlers save only the
 * legacy SSE state, so a timer tick would destroy the upper halves of ymm and zmm registers.
 */
#include "bb_platform.h"
#include "uefi.h"

static bool inside;
static EFI_TPL before;

void bb_platform_vector_begin(void)
{
    before = bb_uefi_boot->RaiseTPL(TPL_HIGH_LEVEL);
    inside = true;
}

void bb_platform_vector_end(void)
{
    if (!inside)
        return;
    inside = false;
    bb_uefi_boot->RestoreTPL(before);
}
