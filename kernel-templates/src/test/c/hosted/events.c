/* SPDX-License-Identifier: Apache-2.0 */
/* Events, timers, TPL, Stall; the tables and their checksums. */
#include "check.h"

static UINT8 order[8];
static UINTN count;

static VOID EFIAPI note(EFI_EVENT Event, VOID *Context)
{
    (void)Event;
    if (count < sizeof order)
        order[count] = (UINT8)(UINTN)Context;
    count++;
}

static VOID EFIAPI become_ready(EFI_EVENT Event, VOID *Context)
{
    UINTN *asked = Context;
    if (++*asked == 3)
        bs->SignalEvent(Event);
}

static UINT64 microseconds(void)
{
    EFI_TIME t;
    CHECK(st->RuntimeServices->GetTime(&t, NULL) == EFI_SUCCESS);
    CHECK(t.Year >= 2024 && t.Month >= 1 && t.Month <= 12 && t.Nanosecond < 1000000000);
    return ((((UINT64)t.Day * 24 + t.Hour) * 60 + t.Minute) * 60 + t.Second) * 1000000 +
           t.Nanosecond / 1000;
}

static void check_plain(void)
{
    EFI_EVENT event;
    CHECK(bs->CreateEvent(0, 0, NULL, NULL, &event) == EFI_SUCCESS);
    CHECK(bs->CheckEvent(event) == EFI_NOT_READY);
    CHECK(bs->SignalEvent(event) == EFI_SUCCESS && bs->SignalEvent(event) == EFI_SUCCESS);
    CHECK(bs->CheckEvent(event) == EFI_SUCCESS);
    CHECK(bs->CheckEvent(event) == EFI_NOT_READY);
    CHECK(bs->SetTimer(event, TimerRelative, 1) == EFI_INVALID_PARAMETER);
    CHECK(bs->CloseEvent(event) == EFI_SUCCESS);
    CHECK(bs->CloseEvent(event) == EFI_INVALID_PARAMETER);
    CHECK(bs->CheckEvent(event) == EFI_INVALID_PARAMETER);
    CHECK(bs->CreateEvent(EVT_NOTIFY_SIGNAL, TPL_CALLBACK, NULL, NULL, &event) ==
          EFI_INVALID_PARAMETER);
    CHECK(bs->CreateEvent(EVT_NOTIFY_SIGNAL, TPL_APPLICATION, note, NULL, &event) ==
          EFI_INVALID_PARAMETER);
}

static void check_notifications(void)
{
    EFI_EVENT low, low2, high;
    CHECK(bs->CreateEvent(EVT_NOTIFY_SIGNAL, TPL_CALLBACK, note, (VOID *)1, &low) == EFI_SUCCESS);
    CHECK(bs->CreateEvent(EVT_NOTIFY_SIGNAL, TPL_CALLBACK, note, (VOID *)2, &low2) == EFI_SUCCESS);
    CHECK(bs->CreateEvent(EVT_NOTIFY_SIGNAL, TPL_NOTIFY, note, (VOID *)3, &high) == EFI_SUCCESS);
    CHECK(bs->CheckEvent(low) == EFI_INVALID_PARAMETER);
    EFI_TPL before = bs->RaiseTPL(TPL_HIGH_LEVEL);
    CHECK(before == TPL_APPLICATION);
    bs->SignalEvent(low2);
    bs->SignalEvent(low);
    bs->SignalEvent(low);
    bs->SignalEvent(high);
    CHECK(count == 0);
    bs->RestoreTPL(TPL_CALLBACK);
    CHECK(count == 1 && order[0] == 3);
    bs->RestoreTPL(before);
    CHECK(count == 3 && order[1] == 2 && order[2] == 1);
    bs->SignalEvent(low);
    CHECK(count == 4 && order[3] == 1);
    bs->CloseEvent(low);
    bs->CloseEvent(low2);
    bs->CloseEvent(high);

    static const EFI_GUID group = {1, 2, 3, {4}};
    EFI_EVENT a, b;
    count = 0;
    CHECK(bs->CreateEventEx(EVT_NOTIFY_SIGNAL, TPL_CALLBACK, note, (VOID *)1, &group, &a) ==
          EFI_SUCCESS);
    CHECK(bs->CreateEventEx(EVT_NOTIFY_SIGNAL, TPL_CALLBACK, note, (VOID *)2, &group, &b) ==
          EFI_SUCCESS);
    bs->SignalEvent(a);
    CHECK(count == 2);
    bs->CloseEvent(a);
    bs->CloseEvent(b);
}

static void check_timers(void)
{
    EFI_EVENT timer, other, periodic;
    CHECK(bs->CreateEvent(EVT_TIMER, 0, NULL, NULL, &timer) == EFI_SUCCESS);
    CHECK(bs->CreateEvent(0, 0, NULL, NULL, &other) == EFI_SUCCESS);
    UINT64 before = microseconds();
    CHECK(bs->SetTimer(timer, TimerRelative, 200000) == EFI_SUCCESS); /* 20 ms */
    EFI_EVENT both[2] = {other, timer};
    UINTN index = 9;
    CHECK(bs->WaitForEvent(2, both, &index) == EFI_SUCCESS && index == 1);
    UINT64 passed = microseconds() - before;
    CHECK(passed >= 20000 && passed < 2000000);
    CHECK(bs->CheckEvent(timer) == EFI_NOT_READY);

    CHECK(bs->SetTimer(timer, TimerRelative, 10000) == EFI_SUCCESS);
    CHECK(bs->SetTimer(timer, TimerCancel, 0) == EFI_SUCCESS);
    before = microseconds();
    CHECK(bs->Stall(5000) == EFI_SUCCESS);
    CHECK(microseconds() - before >= 5000);
    CHECK(bs->CheckEvent(timer) == EFI_NOT_READY);

    count = 0;
    CHECK(bs->CreateEvent(EVT_TIMER | EVT_NOTIFY_SIGNAL, TPL_CALLBACK, note, (VOID *)7,
                          &periodic) == EFI_SUCCESS);
    CHECK(bs->SetTimer(periodic, TimerPeriodic, 20000) == EFI_SUCCESS); /* 2 ms */
    EFI_TPL level = bs->RaiseTPL(TPL_NOTIFY);
    bs->Stall(10000);
    CHECK(count == 0);
    bs->RestoreTPL(level);
    CHECK(count == 1);
    bs->Stall(50000);
    CHECK(count >= 3 && count <= 30);
    bs->CloseEvent(periodic);

    EFI_EVENT asks;
    UINTN asked = 0;
    CHECK(bs->CreateEvent(EVT_NOTIFY_WAIT, TPL_CALLBACK, become_ready, &asked, &asks) ==
          EFI_SUCCESS);
    CHECK(bs->CheckEvent(asks) == EFI_NOT_READY && asked == 1);
    CHECK(bs->WaitForEvent(1, &asks, &index) == EFI_SUCCESS && asked == 3);
    level = bs->RaiseTPL(TPL_CALLBACK);
    CHECK(bs->WaitForEvent(1, &asks, &index) == EFI_UNSUPPORTED);
    bs->RestoreTPL(level);
    EFI_EVENT wild = &asks;
    CHECK(bs->WaitForEvent(1, &wild, &index) == EFI_INVALID_PARAMETER);
}

static void check_table(EFI_TABLE_HEADER *header, UINT64 signature, UINT32 size)
{
    UINT32 crc, stored = header->CRC32;
    CHECK(header->Signature == signature && header->HeaderSize == size);
    header->CRC32 = 0;
    CHECK(bs->CalculateCrc32(header, size, &crc) == EFI_SUCCESS && crc == stored);
    header->CRC32 = stored;
}

static void check_tables(void)
{
    UINT32 crc;
    CHECK(bs->CalculateCrc32((VOID *)"123456789", 9, &crc) == EFI_SUCCESS && crc == 0xcbf43926);
    check_table(&st->Hdr, EFI_SYSTEM_TABLE_SIGNATURE, 120);
    check_table(&bs->Hdr, EFI_BOOT_SERVICES_SIGNATURE, 376);
    check_table(&st->RuntimeServices->Hdr, EFI_RUNTIME_SERVICES_SIGNATURE, 136);
    UINT64 first, second;
    CHECK(bs->GetNextMonotonicCount(&first) == EFI_SUCCESS);
    CHECK(bs->GetNextMonotonicCount(&second) == EFI_SUCCESS && second > first);
    VOID *const *entry = (VOID *const *)(bs + 1);
    for (const UINT8 *at = (const UINT8 *)&bs->RaiseTPL; at < (const UINT8 *)entry; at += 8)
        CHECK(*(VOID *const *)at != NULL);
}

static void check_variables(void)
{
    static const EFI_GUID vendor = {5, 6, 7, {8}};
    static CHAR16 name[] = u"Test";
    EFI_RUNTIME_SERVICES *rt = st->RuntimeServices;
    const UINT32 access = EFI_VARIABLE_BOOTSERVICE_ACCESS;
    UINT8 data[4] = {1, 2, 3, 4}, back[8];
    UINTN size = sizeof back;
    UINT32 attributes;
    CHECK(rt->GetVariable(name, &vendor, NULL, &size, back) == EFI_NOT_FOUND);
    CHECK(rt->SetVariable(name, &vendor, access, 4, data) == EFI_SUCCESS);
    size = 3;
    CHECK(rt->GetVariable(name, &vendor, &attributes, &size, back) == EFI_BUFFER_TOO_SMALL);
    CHECK(size == 4);
    CHECK(rt->SetVariable(name, &vendor, access | EFI_VARIABLE_APPEND_WRITE, 2, data) ==
          EFI_SUCCESS);
    size = sizeof back;
    CHECK(rt->GetVariable(name, &vendor, &attributes, &size, back) == EFI_SUCCESS);
    CHECK(size == 6 && back[3] == 4 && back[5] == 2 && attributes == access);
    CHECK(rt->SetVariable(name, &vendor, access, 0, NULL) == EFI_SUCCESS);
    CHECK(rt->GetVariable(name, &vendor, NULL, &size, back) == EFI_NOT_FOUND);
}

EFI_STATUS run(void)
{
    check_plain();
    check_notifications();
    check_timers();
    check_tables();
    check_variables();
    return EFI_SUCCESS;
}
