/* SPDX-License-Identifier: Apache-2.0 */
/* MP services with --processors 4, and RNG. */
#include "check.h"

#define PROCESSORS 4u

static EFI_MP_SERVICES_PROTOCOL *mp;
static UINT32 sum;
static UINT32 active, most_active;
static volatile UINT32 gate;

static VOID EFIAPI add_number(VOID *argument)
{
    UINTN number = 0;
    mp->WhoAmI(mp, &number);
    UINT32 now = __atomic_add_fetch(&active, 1, __ATOMIC_SEQ_CST);
    if (now > most_active)
        most_active = now;
    __atomic_add_fetch((UINT32 *)argument, 1u << (8 * number), __ATOMIC_SEQ_CST);
    __atomic_sub_fetch(&active, 1, __ATOMIC_SEQ_CST);
}

static VOID EFIAPI wait_for_gate(VOID *argument)
{
    (void)argument;
    while (gate == 0)
        __builtin_ia32_pause();
}

static void check_all(void)
{
    CHECK(mp->StartupAllAPs(mp, add_number, 0, NULL, 0, &sum, NULL) == EFI_SUCCESS);
    CHECK(sum == 0x01010100);
    most_active = 0;
    CHECK(mp->StartupAllAPs(mp, add_number, 1, NULL, 0, &sum, NULL) == EFI_SUCCESS);
    CHECK(sum == 0x02020200 && most_active == 1);
    CHECK(mp->EnableDisableAP(mp, 2, 0, NULL) == EFI_SUCCESS);
    UINTN count, enabled;
    CHECK(mp->GetNumberOfProcessors(mp, &count, &enabled) == EFI_SUCCESS && enabled == 3);
    CHECK(mp->StartupAllAPs(mp, add_number, 0, NULL, 0, &sum, NULL) == EFI_SUCCESS);
    CHECK(sum == 0x03020300);
    CHECK(mp->StartupThisAP(mp, add_number, 2, NULL, 0, &sum, NULL) == EFI_INVALID_PARAMETER);
    CHECK(mp->EnableDisableAP(mp, 2, 1, NULL) == EFI_SUCCESS);
    CHECK(mp->StartupThisAP(mp, add_number, 2, NULL, 0, &sum, NULL) == EFI_SUCCESS);
    CHECK(sum == 0x03030300);
    CHECK(mp->StartupThisAP(mp, add_number, 0, NULL, 0, &sum, NULL) == EFI_INVALID_PARAMETER);
    CHECK(mp->StartupThisAP(mp, add_number, 4, NULL, 0, &sum, NULL) == EFI_NOT_FOUND);
    CHECK(mp->SwitchBSP(mp, 1, 1) == EFI_UNSUPPORTED);
}

static void check_events(void)
{
    EFI_EVENT event;
    BOOLEAN finished = 9;
    UINTN index;
    CHECK(bs->CreateEvent(0, 0, NULL, NULL, &event) == EFI_SUCCESS);
    CHECK(mp->StartupThisAP(mp, wait_for_gate, 1, event, 0, NULL, &finished) == EFI_SUCCESS);
    CHECK(mp->StartupThisAP(mp, wait_for_gate, 1, NULL, 0, NULL, NULL) == EFI_NOT_READY);
    CHECK(mp->StartupAllAPs(mp, add_number, 0, NULL, 0, &sum, NULL) == EFI_NOT_READY);
    bs->Stall(1000);
    CHECK(bs->CheckEvent(event) == EFI_NOT_READY && finished == 0);
    gate = 1;
    CHECK(bs->WaitForEvent(1, &event, &index) == EFI_SUCCESS && finished == 1);

    gate = 0;
    UINTN *failed = NULL;
    CHECK(mp->StartupAllAPs(mp, wait_for_gate, 0, NULL, 5000, NULL, &failed) == EFI_TIMEOUT);
    CHECK(failed != NULL && failed[0] == 1 && failed[2] == 3 && failed[3] == END_OF_CPU_LIST);
    CHECK(bs->FreePool(failed) == EFI_SUCCESS);
    gate = 1;
    EFI_STATUS status; /* the late ones come back in their own time */
    while ((status = mp->StartupAllAPs(mp, add_number, 0, event, 0, &sum, NULL)) == EFI_NOT_READY)
        bs->Stall(1000);
    CHECK(status == EFI_SUCCESS);
    CHECK(bs->WaitForEvent(1, &event, &index) == EFI_SUCCESS && sum == 0x04040400);
}

static void check_random(void)
{
    static const EFI_GUID guid = EFI_RNG_PROTOCOL_GUID;
    VOID *interface;
    CHECK(bs->LocateProtocol(&guid, NULL, &interface) == EFI_SUCCESS);
    EFI_RNG_PROTOCOL *rng = interface;
    UINT64 values[2] = {0, 0};
    CHECK(rng->GetRNG(rng, NULL, sizeof values, (UINT8 *)values) == EFI_SUCCESS);
    CHECK(values[0] != 0 && values[1] != 0 && values[0] != values[1]);
    CHECK(rng->GetRNG(rng, NULL, 0, (UINT8 *)values) == EFI_INVALID_PARAMETER);
}

EFI_STATUS run(void)
{
    static const EFI_GUID guid = EFI_MP_SERVICES_PROTOCOL_GUID;
    VOID *interface;
    CHECK(bs->LocateProtocol(&guid, NULL, &interface) == EFI_SUCCESS);
    mp = interface;
    UINTN count, enabled, number = 9;
    CHECK(mp->GetNumberOfProcessors(mp, &count, &enabled) == EFI_SUCCESS);
    CHECK(count == PROCESSORS && enabled == PROCESSORS);
    CHECK(mp->WhoAmI(mp, &number) == EFI_SUCCESS && number == 0);
    EFI_PROCESSOR_INFORMATION info;
    CHECK(mp->GetProcessorInfo(mp, 0, &info) == EFI_SUCCESS && info.StatusFlag == 7);
    CHECK(mp->GetProcessorInfo(mp, 3, &info) == EFI_SUCCESS && info.StatusFlag == 6);
    CHECK(mp->GetProcessorInfo(mp, 4, &info) == EFI_NOT_FOUND);
    check_all();
    check_events();
    check_random();
    return EFI_SUCCESS;
}
