/* SPDX-License-Identifier: Apache-2.0 */
#include "boot_services.h"

#include "events.h"
#include "memory.h"
#include "protocols.h"
#include "text.h"

#include <string.h>

static EFI_HANDLE image_handle;

void boot_services_set_image(EFI_HANDLE image)
{
    image_handle = image;
}

uint32_t boot_services_crc32(const void *data, size_t size)
{
    const uint8_t *bytes = data;
    uint32_t crc = 0xffffffffu;
    for (size_t i = 0; i < size; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}

static EFI_STATUS EFIAPI calculate_crc32(VOID *Data, UINTN DataSize, UINT32 *Crc32)
{
    hosted_enter("CalculateCrc32", TPL_HIGH_LEVEL);
    if (Data == NULL || Crc32 == NULL || DataSize == 0)
        return EFI_INVALID_PARAMETER;
    *Crc32 = boot_services_crc32(Data, (size_t)DataSize);
    return EFI_SUCCESS;
}

static VOID EFIAPI copy_mem(VOID *Destination, const VOID *Source, UINTN Length)
{
    hosted_enter("CopyMem", TPL_HIGH_LEVEL);
    memmove(Destination, Source, (size_t)Length);
}

static VOID EFIAPI set_mem(VOID *Buffer, UINTN Size, UINT8 Value)
{
    hosted_enter("SetMem", TPL_HIGH_LEVEL);
    memset(Buffer, Value, (size_t)Size);
}

static EFI_STATUS EFIAPI get_next_monotonic_count(UINT64 *Count)
{
    static UINT64 count;
    hosted_enter("GetNextMonotonicCount", TPL_HIGH_LEVEL);
    if (Count == NULL)
        return EFI_INVALID_PARAMETER;
    *Count = ++count;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI exit_image(EFI_HANDLE ImageHandle, EFI_STATUS ExitStatus,
                                    UINTN ExitDataSize, CHAR16 *ExitData)
{
    hosted_enter("Exit", TPL_CALLBACK);
    if (ImageHandle != image_handle)
        return EFI_INVALID_PARAMETER;
    if (ExitDataSize != 0 && ExitData != NULL)
        hosted_say("exit data: %s", text_to_utf8(ExitData));
    hosted_exit_status("Exit", ExitStatus);
}

static EFI_STATUS EFIAPI exit_boot_services(EFI_HANDLE ImageHandle, UINTN MapKey)
{
    hosted_enter("ExitBootServices", TPL_APPLICATION);
    if (ImageHandle != image_handle || !memory_key_is(MapKey))
        return EFI_INVALID_PARAMETER;
    events_signal_exit_boot_services();
    hosted_leave_boot_services();
    return EFI_SUCCESS;
}

#define NOT_PROVIDED(service)                                                                      \
    static EFI_STATUS EFIAPI no_##service(void)                                                    \
    {                                                                                              \
        hosted_enter(#service, TPL_HIGH_LEVEL);                                                    \
        hosted_say(#service " is not provided");                                                   \
        return EFI_UNSUPPORTED;                                                                    \
    }

NOT_PROVIDED(Reserved)
NOT_PROVIDED(RegisterProtocolNotify)
NOT_PROVIDED(LocateDevicePath)
NOT_PROVIDED(InstallConfigurationTable)
NOT_PROVIDED(LoadImage)
NOT_PROVIDED(StartImage)
NOT_PROVIDED(UnloadImage)
NOT_PROVIDED(OpenProtocolInformation)
NOT_PROVIDED(ProtocolsPerHandle)

#define NO(type, service) (type)(void (*)(void)) no_##service

void boot_services_fill(EFI_BOOT_SERVICES *table)
{
    protocols_fill(table);

    table->RaiseTPL = events_raise_tpl;
    table->RestoreTPL = events_restore_tpl;
    table->CreateEvent = events_create;
    table->CreateEventEx = events_create_ex;
    table->SetTimer = events_set_timer;
    table->WaitForEvent = events_wait;
    table->SignalEvent = events_signal_service;
    table->CloseEvent = events_close;
    table->CheckEvent = events_check;
    table->Stall = events_stall;
    table->SetWatchdogTimer = events_set_watchdog;

    table->AllocatePages = memory_allocate_pages;
    table->FreePages = memory_free_pages;
    table->GetMemoryMap = memory_get_map;
    table->AllocatePool = pool_allocate;
    table->FreePool = pool_free;

    table->Exit = exit_image;
    table->ExitBootServices = exit_boot_services;
    table->GetNextMonotonicCount = get_next_monotonic_count;
    table->CalculateCrc32 = calculate_crc32;
    table->CopyMem = copy_mem;
    table->SetMem = set_mem;

    table->Reserved = (VOID *)(uintptr_t)no_Reserved;
    table->RegisterProtocolNotify = NO(EFI_REGISTER_PROTOCOL_NOTIFY, RegisterProtocolNotify);
    table->LocateDevicePath = NO(EFI_LOCATE_DEVICE_PATH, LocateDevicePath);
    table->InstallConfigurationTable =
        NO(EFI_INSTALL_CONFIGURATION_TABLE, InstallConfigurationTable);
    table->LoadImage = NO(EFI_IMAGE_LOAD, LoadImage);
    table->StartImage = NO(EFI_IMAGE_START, StartImage);
    table->UnloadImage = NO(EFI_BOOT_IMAGE_UNLOAD, UnloadImage);
    table->OpenProtocolInformation = NO(EFI_OPEN_PROTOCOL_INFORMATION, OpenProtocolInformation);
    table->ProtocolsPerHandle = NO(EFI_PROTOCOLS_PER_HANDLE, ProtocolsPerHandle);
}
