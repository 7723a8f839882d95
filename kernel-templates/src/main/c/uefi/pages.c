/* SPDX-License-Identifier: Apache-2.0 */
/* Memory pages of the firmware. */
#include "bb_platform.h"
#include "uefi.h"

BB_ERROR(
    memory_short, "E-MEMORY-SHORT",
    "Give the machine more memory, or build the kernel with a smaller model, a shorter context "
    "(option kernel.context) or smaller types of weights.");

static UINTN pages_of(size_t bytes)
{
    return bytes / EFI_PAGE_SIZE + (bytes % EFI_PAGE_SIZE != 0);
}

bb_status bb_platform_pages_allocate(size_t bytes, void **out)
{
    EFI_PHYSICAL_ADDRESS address = 0;
    EFI_STATUS status =
        bb_uefi_boot->AllocatePages(AllocateAnyPages, EfiLoaderData, pages_of(bytes), &address);
    *out = NULL;
    if (EFI_ERROR(status)) {
        bb_memory_info memory = {0};
        if (bb_platform_memory(&memory) != BB_OK)
            return bb_fail(&memory_short, "the firmware gives no block of %zu bytes (%s)", bytes,
                           bb_uefi_status_name(status));
        return bb_fail(&memory_short,
                       "the firmware gives no block of %zu bytes (%s); the largest that is free "
                       "has %zu",
                       bytes, bb_uefi_status_name(status), memory.largest);
    }
    *out = (void *)(uintptr_t)address;
    return BB_OK;
}

void bb_platform_pages_free(void *pages, size_t bytes)
{
    if (pages != NULL)
        bb_uefi_boot->FreePages((EFI_PHYSICAL_ADDRESS)(uintptr_t)pages, pages_of(bytes));
}
