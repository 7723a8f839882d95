/* SPDX-License-Identifier: Apache-2.0 */
#include "runtime.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define VARIABLE_LIMIT (64u << 10) /* bytes of one variable */

struct variable {
    struct variable *next;
    CHAR16 *name;
    EFI_GUID vendor;
    UINT32 attributes;
    size_t size;
    uint8_t data[];
};

static struct variable *variables;

static EFI_STATUS EFIAPI get_time(EFI_TIME *Time, EFI_TIME_CAPABILITIES *Capabilities)
{
    if (Time == NULL)
        return EFI_INVALID_PARAMETER;
    struct timespec now;
    struct tm utc;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0 || gmtime_r(&now.tv_sec, &utc) == NULL)
        return EFI_DEVICE_ERROR;
    *Time = (EFI_TIME){
        .Year = (UINT16)(utc.tm_year + 1900),
        .Month = (UINT8)(utc.tm_mon + 1),
        .Day = (UINT8)utc.tm_mday,
        .Hour = (UINT8)utc.tm_hour,
        .Minute = (UINT8)utc.tm_min,
        .Second = (UINT8)(utc.tm_sec > 59 ? 59 : utc.tm_sec), /* no leap seconds in UEFI */
        .Nanosecond = (UINT32)now.tv_nsec,
        .TimeZone = EFI_UNSPECIFIED_TIMEZONE,
    };
    if (Capabilities != NULL)
        *Capabilities = (EFI_TIME_CAPABILITIES){.Resolution = 1, .Accuracy = 50000000};
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI set_time(EFI_TIME *Time)
{
    (void)Time;
    return EFI_UNSUPPORTED;
}

static bool is_named(const struct variable *v, const CHAR16 *name, const EFI_GUID *vendor)
{
    size_t length = text_length(name);
    return guid_equal(&v->vendor, vendor) && text_length(v->name) == length &&
           memcmp(v->name, name, length * sizeof *name) == 0;
}

static struct variable **find(const CHAR16 *name, const EFI_GUID *vendor)
{
    struct variable **link = &variables;
    while (*link != NULL && !is_named(*link, name, vendor))
        link = &(*link)->next;
    return link;
}

static EFI_STATUS EFIAPI get_variable(CHAR16 *VariableName, const EFI_GUID *VendorGuid,
                                      UINT32 *Attributes, UINTN *DataSize, VOID *Data)
{
    if (VariableName == NULL || VendorGuid == NULL || DataSize == NULL)
        return EFI_INVALID_PARAMETER;
    const struct variable *v = *find(VariableName, VendorGuid);
    if (v == NULL)
        return EFI_NOT_FOUND;
    UINTN room = *DataSize;
    *DataSize = v->size;
    if (Attributes != NULL)
        *Attributes = v->attributes;
    if (room < v->size)
        return EFI_BUFFER_TOO_SMALL;
    if (Data == NULL)
        return EFI_INVALID_PARAMETER;
    memcpy(Data, v->data, v->size);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI get_next_variable_name(UINTN *VariableNameSize, CHAR16 *VariableName,
                                                EFI_GUID *VendorGuid)
{
    if (VariableNameSize == NULL || VariableName == NULL || VendorGuid == NULL)
        return EFI_INVALID_PARAMETER;
    const struct variable *v = variables;
    if (VariableName[0] != 0) {
        v = *find(VariableName, VendorGuid);
        if (v == NULL)
            return EFI_INVALID_PARAMETER;
        v = v->next;
    }
    if (v == NULL)
        return EFI_NOT_FOUND;
    UINTN size = (text_length(v->name) + 1) * sizeof(CHAR16), room = *VariableNameSize;
    *VariableNameSize = size;
    if (room < size)
        return EFI_BUFFER_TOO_SMALL;
    memcpy(VariableName, v->name, (size_t)size);
    *VendorGuid = v->vendor;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI set_variable(CHAR16 *VariableName, const EFI_GUID *VendorGuid,
                                      UINT32 Attributes, UINTN DataSize, VOID *Data)
{
    const UINT32 known = EFI_VARIABLE_NON_VOLATILE | EFI_VARIABLE_BOOTSERVICE_ACCESS |
                         EFI_VARIABLE_RUNTIME_ACCESS | EFI_VARIABLE_APPEND_WRITE;
    bool append = (Attributes & EFI_VARIABLE_APPEND_WRITE) != 0;
    if (VariableName == NULL || VariableName[0] == 0 || VendorGuid == NULL ||
        (DataSize != 0 && Data == NULL) ||
        ((Attributes & EFI_VARIABLE_RUNTIME_ACCESS) != 0 &&
         (Attributes & EFI_VARIABLE_BOOTSERVICE_ACCESS) == 0))
        return EFI_INVALID_PARAMETER;
    if ((Attributes & ~known) != 0)
        return EFI_UNSUPPORTED;
    struct variable **link = find(VariableName, VendorGuid);
    struct variable *old = *link;
    size_t kept = append && old != NULL ? old->size : 0;
    if (append && DataSize == 0)
        return EFI_SUCCESS;
    if (DataSize > VARIABLE_LIMIT - kept)
        return EFI_OUT_OF_RESOURCES;
    bool erase = DataSize == 0 || (Attributes & EFI_VARIABLE_BOOTSERVICE_ACCESS) == 0;
    if (erase && old == NULL)
        return EFI_NOT_FOUND;
    struct variable *v = NULL;
    if (!erase) {
        size_t name_size = (text_length(VariableName) + 1) * sizeof(CHAR16);
        v = hosted_alloc(sizeof *v + kept + (size_t)DataSize);
        v->name = hosted_alloc(name_size);
        memcpy(v->name, VariableName, name_size);
        v->vendor = *VendorGuid;
        v->attributes = Attributes & ~EFI_VARIABLE_APPEND_WRITE;
        v->size = kept + (size_t)DataSize;
        if (kept > 0)
            memcpy(v->data, old->data, kept);
        memcpy(v->data + kept, Data, (size_t)DataSize);
        v->next = old == NULL ? NULL : old->next;
        *link = v;
    } else {
        *link = old->next;
    }
    if (old != NULL) {
        free(old->name);
        free(old);
    }
    return EFI_SUCCESS;
}

static VOID EFIAPI reset_system(EFI_RESET_TYPE ResetType, EFI_STATUS ResetStatus, UINTN DataSize,
                                VOID *ResetData)
{
    (void)DataSize;
    (void)ResetData;
    if (ResetType != EfiResetShutdown)
        hosted_say("reset requested");
    hosted_exit_status("ResetSystem", ResetStatus);
}

#define NOT_PROVIDED(service)                                                                      \
    static EFI_STATUS EFIAPI no_##service(void)                                                    \
    {                                                                                              \
        hosted_say(#service " is not provided");                                                   \
        return EFI_UNSUPPORTED;                                                                    \
    }

NOT_PROVIDED(GetWakeupTime)
NOT_PROVIDED(SetWakeupTime)
NOT_PROVIDED(SetVirtualAddressMap)
NOT_PROVIDED(ConvertPointer)
NOT_PROVIDED(GetNextHighMonotonicCount)
NOT_PROVIDED(UpdateCapsule)
NOT_PROVIDED(QueryCapsuleCapabilities)
NOT_PROVIDED(QueryVariableInfo)

#define NO(type, service) (type)(void (*)(void)) no_##service

void runtime_fill(EFI_RUNTIME_SERVICES *table)
{
    table->GetTime = get_time;
    table->SetTime = set_time;
    table->GetWakeupTime = NO(EFI_GET_WAKEUP_TIME, GetWakeupTime);
    table->SetWakeupTime = NO(EFI_SET_WAKEUP_TIME, SetWakeupTime);
    table->SetVirtualAddressMap = NO(EFI_SET_VIRTUAL_ADDRESS_MAP, SetVirtualAddressMap);
    table->ConvertPointer = NO(EFI_CONVERT_POINTER, ConvertPointer);
    table->GetVariable = get_variable;
    table->GetNextVariableName = get_next_variable_name;
    table->SetVariable = set_variable;
    table->GetNextHighMonotonicCount = NO(EFI_GET_NEXT_HIGH_MONO_COUNT, GetNextHighMonotonicCount);
    table->ResetSystem = reset_system;
    table->UpdateCapsule = NO(EFI_UPDATE_CAPSULE, UpdateCapsule);
    table->QueryCapsuleCapabilities = NO(EFI_QUERY_CAPSULE_CAPABILITIES, QueryCapsuleCapabilities);
    table->QueryVariableInfo = NO(EFI_QUERY_VARIABLE_INFO, QueryVariableInfo);
}
