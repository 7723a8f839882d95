/* SPDX-License-Identifier: Apache-2.0 */
/* Ways to end, chosen by the load options; the driver checks exit code and message. */
#include "check.h"

static volatile int zero;

static int overflow_stack(volatile int *above)
{
    volatile int here[256];
    here[0] = *above + 1;
    return here[0] < 0 ? 0 : overflow_stack(here) + here[0];
}

static VOID EFIAPI call_firmware(VOID *argument)
{
    (void)argument;
    bs->Stall(1);
}

static void free_pool_twice(void)
{
    VOID *buffer;
    bs->AllocatePool(EfiLoaderData, 10, &buffer);
    bs->FreePool(buffer);
    bs->FreePool(buffer);
}

static void overrun_pool(void)
{
    VOID *buffer;
    bs->AllocatePool(EfiLoaderData, 10, &buffer);
    ((volatile char *)buffer)[10] = 1;
    bs->FreePool(buffer);
}

static void use_after_free(void)
{
    EFI_PHYSICAL_ADDRESS page;
    bs->AllocatePages(AllocateAnyPages, EfiLoaderData, 1, &page);
    bs->FreePages(page, 1);
    *(volatile char *)page = 1;
}

static void overrun_pages(void)
{
    EFI_PHYSICAL_ADDRESS page;
    bs->AllocatePages(AllocateAnyPages, EfiLoaderData, 1, &page);
    *(volatile char *)(page + EFI_PAGE_SIZE) = 1;
}

static void exit_boot_services(void)
{
    static UINT8 map[65536];
    UINTN size = sizeof map, key, stride;
    UINT32 version;
    bs->GetMemoryMap(&size, (EFI_MEMORY_DESCRIPTOR *)map, &key, &stride, &version);
    CHECK(bs->ExitBootServices(image, key + 1) == EFI_INVALID_PARAMETER);
    CHECK(bs->ExitBootServices(image, key) == EFI_SUCCESS);
}

static void call_on_ap(void)
{
    static const EFI_GUID guid = EFI_MP_SERVICES_PROTOCOL_GUID;
    VOID *interface;
    CHECK(bs->LocateProtocol(&guid, NULL, &interface) == EFI_SUCCESS);
    EFI_MP_SERVICES_PROTOCOL *mp = interface;
    mp->StartupAllAPs(mp, call_firmware, 0, NULL, 0, NULL, NULL);
}

EFI_STATUS run(void)
{
    EFI_RUNTIME_SERVICES *rt = st->RuntimeServices;
    VOID *buffer;
    if (option_is("return-error"))
        return EFI_DEVICE_ERROR;
    if (option_is("return-warning"))
        return EFI_WARN_STALE_DATA;
    if (option_is("exit"))
        bs->Exit(image, EFI_SUCCESS, 0, NULL);
    if (option_is("exit-error"))
        bs->Exit(image, EFI_NOT_FOUND, 0, NULL);
    if (option_is("shutdown"))
        rt->ResetSystem(EfiResetShutdown, EFI_SUCCESS, 0, NULL);
    if (option_is("shutdown-error"))
        rt->ResetSystem(EfiResetShutdown, EFI_ABORTED, 0, NULL);
    if (option_is("cold-reset"))
        rt->ResetSystem(EfiResetCold, EFI_SUCCESS, 0, NULL);
    if (option_is("null"))
        *(volatile int *)(UINTN)zero = 1;
    if (option_is("illegal"))
        __asm__ volatile("ud2");
    if (option_is("divide"))
        __asm__ volatile("xor %%ecx, %%ecx; div %%ecx" ::: "eax", "ecx", "edx");
    if (option_is("privileged"))
        __asm__ volatile("cli");
    if (option_is("breakpoint"))
        __asm__ volatile("int3");
    if (option_is("stack"))
        return (EFI_STATUS)overflow_stack(&zero);
    if (option_is("write-code"))
        *(volatile char *)(UINTN)run = 0;
    if (option_is("run-data"))
        ((void (*)(void))(UINTN)&zero)();
    if (option_is("use-after-free"))
        use_after_free();
    if (option_is("overrun-pages"))
        overrun_pages();
    if (option_is("free-twice"))
        free_pool_twice();
    if (option_is("overrun-pool"))
        overrun_pool();
    if (option_is("raise-lower"))
        bs->RaiseTPL(bs->RaiseTPL(TPL_NOTIFY));
    if (option_is("restore-higher"))
        bs->RestoreTPL(TPL_NOTIFY);
    if (option_is("allocate-high")) {
        bs->RaiseTPL(TPL_HIGH_LEVEL);
        bs->AllocatePool(EfiLoaderData, 1, &buffer);
    }
    if (option_is("return-raised"))
        bs->RaiseTPL(TPL_CALLBACK);
    if (option_is("after-exit")) {
        exit_boot_services();
        bs->Stall(1);
    }
    if (option_is("after-exit-reset")) {
        exit_boot_services();
        rt->ResetSystem(EfiResetShutdown, EFI_SUCCESS, 0, NULL);
    }
    if (option_is("on-ap"))
        call_on_ap();
    if (option_is("watchdog")) {
        bs->SetWatchdogTimer(1, 0, 0, NULL);
        bs->Stall(3000000);
    }
    if (option_is("watchdog-off")) {
        bs->SetWatchdogTimer(1, 0, 0, NULL);
        bs->SetWatchdogTimer(0, 0, 0, NULL);
        bs->Stall(1200000);
    }
    if (option_is("spin"))
        while (zero == 0)
            __builtin_ia32_pause();
    return EFI_SUCCESS;
}
