/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols.h"

#include "memory.h"

#include <stdlib.h>
#include <string.h>

struct protocol {
    struct protocol *next;
    EFI_GUID guid;
    void *interface;
};

struct handle {
    struct handle *next;
    struct protocol *protocols;
};

static struct handle *handles; /* in order of creation */

static struct handle *find_handle(EFI_HANDLE handle)
{
    for (struct handle *h = handles; h != NULL; h = h->next)
        if (h == handle)
            return h;
    return NULL;
}

static struct protocol *find_protocol(const struct handle *handle, const EFI_GUID *guid)
{
    for (struct protocol *p = handle->protocols; p != NULL; p = p->next)
        if (guid_equal(&p->guid, guid))
            return p;
    return NULL;
}

EFI_HANDLE protocols_add(EFI_HANDLE handle, const EFI_GUID *protocol, void *interface)
{
    struct handle *h = find_handle(handle);
    if (h == NULL) {
        h = hosted_alloc(sizeof *h);
        struct handle **link = &handles;
        while (*link != NULL)
            link = &(*link)->next;
        *link = h;
    }
    struct protocol *p = hosted_alloc(sizeof *p);
    p->guid = *protocol;
    p->interface = interface;
    p->next = h->protocols;
    h->protocols = p;
    return h;
}

/* A handle without protocols ceases to exist. */
static bool remove_protocol(struct handle *handle, const EFI_GUID *guid, const void *interface)
{
    for (struct protocol **link = &handle->protocols; *link != NULL; link = &(*link)->next) {
        struct protocol *p = *link;
        if (!guid_equal(&p->guid, guid) || p->interface != interface)
            continue;
        *link = p->next;
        free(p);
        if (handle->protocols == NULL) {
            struct handle **h = &handles;
            while (*h != handle)
                h = &(*h)->next;
            *h = handle->next;
            free(handle);
        }
        return true;
    }
    return false;
}

static EFI_STATUS install(EFI_HANDLE *handle, const EFI_GUID *guid, void *interface)
{
    if (handle == NULL || guid == NULL)
        return EFI_INVALID_PARAMETER;
    struct handle *h = find_handle(*handle);
    if ((*handle != NULL && h == NULL) || (h != NULL && find_protocol(h, guid) != NULL))
        return EFI_INVALID_PARAMETER;
    *handle = protocols_add(*handle, guid, interface);
    return EFI_SUCCESS;
}

static EFI_STATUS uninstall(EFI_HANDLE handle, const EFI_GUID *guid, void *interface)
{
    struct handle *h = find_handle(handle);
    if (h == NULL || guid == NULL)
        return EFI_INVALID_PARAMETER;
    return remove_protocol(h, guid, interface) ? EFI_SUCCESS : EFI_NOT_FOUND;
}

static EFI_STATUS EFIAPI install_protocol(EFI_HANDLE *Handle, const EFI_GUID *Protocol,
                                          EFI_INTERFACE_TYPE InterfaceType, VOID *Interface)
{
    hosted_enter("InstallProtocolInterface", TPL_NOTIFY);
    if (InterfaceType != EFI_NATIVE_INTERFACE)
        return EFI_INVALID_PARAMETER;
    return install(Handle, Protocol, Interface);
}

static EFI_STATUS EFIAPI reinstall_protocol(EFI_HANDLE Handle, const EFI_GUID *Protocol,
                                            VOID *OldInterface, VOID *NewInterface)
{
    hosted_enter("ReinstallProtocolInterface", TPL_NOTIFY);
    struct handle *h = find_handle(Handle);
    if (h == NULL || Protocol == NULL)
        return EFI_INVALID_PARAMETER;
    struct protocol *p = find_protocol(h, Protocol);
    if (p == NULL || p->interface != OldInterface)
        return EFI_NOT_FOUND;
    p->interface = NewInterface;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI uninstall_protocol(EFI_HANDLE Handle, const EFI_GUID *Protocol,
                                            VOID *Interface)
{
    hosted_enter("UninstallProtocolInterface", TPL_NOTIFY);
    return uninstall(Handle, Protocol, Interface);
}

/* All pairs or none: what was done is undone at the first error. */
static EFI_STATUS EFIAPI install_multiple(EFI_HANDLE *Handle, ...)
{
    hosted_enter("InstallMultipleProtocolInterfaces", TPL_NOTIFY);
    if (Handle == NULL)
        return EFI_INVALID_PARAMETER;
    EFI_HANDLE before = *Handle;
    size_t done = 0;
    EFI_STATUS status = EFI_SUCCESS;
    __builtin_ms_va_list arguments;
    __builtin_ms_va_start(arguments, Handle);
    for (;;) {
        const EFI_GUID *guid = __builtin_va_arg(arguments, const EFI_GUID *);
        if (guid == NULL)
            break;
        status = install(Handle, guid, __builtin_va_arg(arguments, VOID *));
        if (status != EFI_SUCCESS)
            break;
        done++;
    }
    __builtin_ms_va_end(arguments);
    if (status == EFI_SUCCESS)
        return status;
    __builtin_ms_va_start(arguments, Handle);
    for (; done > 0; done--) {
        const EFI_GUID *guid = __builtin_va_arg(arguments, const EFI_GUID *);
        uninstall(*Handle, guid, __builtin_va_arg(arguments, VOID *));
    }
    __builtin_ms_va_end(arguments);
    *Handle = before;
    return status;
}

static EFI_STATUS EFIAPI uninstall_multiple(EFI_HANDLE Handle, ...)
{
    hosted_enter("UninstallMultipleProtocolInterfaces", TPL_NOTIFY);
    for (int pass = 0; pass < 2; pass++) { /* first look whether all are there */
        __builtin_ms_va_list arguments;
        __builtin_ms_va_start(arguments, Handle);
        bool all = true;
        for (;;) {
            const EFI_GUID *guid = __builtin_va_arg(arguments, const EFI_GUID *);
            if (guid == NULL)
                break;
            VOID *interface = __builtin_va_arg(arguments, VOID *);
            struct handle *h = find_handle(Handle);
            struct protocol *p = h == NULL ? NULL : find_protocol(h, guid);
            all = all && p != NULL && p->interface == interface;
            if (pass == 1 && h != NULL)
                remove_protocol(h, guid, interface);
        }
        __builtin_ms_va_end(arguments);
        if (!all)
            return EFI_INVALID_PARAMETER;
    }
    return EFI_SUCCESS;
}

static EFI_STATUS get_interface(EFI_HANDLE handle, const EFI_GUID *guid, void **interface)
{
    struct handle *h = find_handle(handle);
    if (h == NULL || guid == NULL)
        return EFI_INVALID_PARAMETER;
    struct protocol *p = find_protocol(h, guid);
    if (p == NULL)
        return EFI_UNSUPPORTED;
    if (interface != NULL)
        *interface = p->interface;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI handle_protocol(EFI_HANDLE Handle, const EFI_GUID *Protocol,
                                         VOID **Interface)
{
    hosted_enter("HandleProtocol", TPL_NOTIFY);
    if (Interface == NULL)
        return EFI_INVALID_PARAMETER;
    *Interface = NULL;
    return get_interface(Handle, Protocol, Interface);
}

static EFI_STATUS EFIAPI open_protocol(EFI_HANDLE Handle, const EFI_GUID *Protocol,
                                       VOID **Interface, EFI_HANDLE AgentHandle,
                                       EFI_HANDLE ControllerHandle, UINT32 Attributes)
{
    hosted_enter("OpenProtocol", TPL_NOTIFY);
    (void)ControllerHandle;
    bool test = Attributes == EFI_OPEN_PROTOCOL_TEST_PROTOCOL;
    bool exclusive = (Attributes & (EFI_OPEN_PROTOCOL_BY_DRIVER | EFI_OPEN_PROTOCOL_EXCLUSIVE |
                                    EFI_OPEN_PROTOCOL_BY_CHILD_CONTROLLER)) != 0;
    if ((Interface == NULL && !test) || Attributes == 0 || Attributes > 0x3f ||
        (exclusive && find_handle(AgentHandle) == NULL))
        return EFI_INVALID_PARAMETER;
    if (!test)
        *Interface = NULL;
    return get_interface(Handle, Protocol, test ? NULL : Interface);
}

static EFI_STATUS EFIAPI close_protocol(EFI_HANDLE Handle, const EFI_GUID *Protocol,
                                        EFI_HANDLE AgentHandle, EFI_HANDLE ControllerHandle)
{
    hosted_enter("CloseProtocol", TPL_NOTIFY);
    (void)ControllerHandle;
    if (find_handle(AgentHandle) == NULL)
        return EFI_INVALID_PARAMETER;
    EFI_STATUS status = get_interface(Handle, Protocol, NULL);
    return status == EFI_UNSUPPORTED ? EFI_NOT_FOUND : status;
}

static EFI_STATUS check_search(EFI_LOCATE_SEARCH_TYPE type, const EFI_GUID *guid)
{
    if (type == ByRegisterNotify)
        return EFI_UNSUPPORTED;
    if ((unsigned)type > ByProtocol || (type == ByProtocol && guid == NULL))
        return EFI_INVALID_PARAMETER;
    return EFI_SUCCESS;
}

/* Counts the matches and stores as many as there is room for. */
static size_t collect(EFI_LOCATE_SEARCH_TYPE type, const EFI_GUID *guid, EFI_HANDLE *found,
                      size_t room)
{
    size_t count = 0;
    for (struct handle *h = handles; h != NULL; h = h->next) {
        if (type == ByProtocol && find_protocol(h, guid) == NULL)
            continue;
        if (count < room)
            found[count] = h;
        count++;
    }
    return count;
}

static EFI_STATUS EFIAPI locate_handle(EFI_LOCATE_SEARCH_TYPE SearchType, const EFI_GUID *Protocol,
                                       VOID *SearchKey, UINTN *BufferSize, EFI_HANDLE *Buffer)
{
    hosted_enter("LocateHandle", TPL_NOTIFY);
    (void)SearchKey;
    EFI_STATUS status = check_search(SearchType, Protocol);
    if (status != EFI_SUCCESS || BufferSize == NULL)
        return status != EFI_SUCCESS ? status : EFI_INVALID_PARAMETER;
    size_t room = Buffer == NULL ? 0 : (size_t)(*BufferSize / sizeof(EFI_HANDLE));
    size_t count = collect(SearchType, Protocol, Buffer, room);
    if (count == 0)
        return EFI_NOT_FOUND;
    bool fits = *BufferSize >= count * sizeof(EFI_HANDLE);
    *BufferSize = count * sizeof(EFI_HANDLE);
    if (!fits)
        return EFI_BUFFER_TOO_SMALL;
    return Buffer == NULL ? EFI_INVALID_PARAMETER : EFI_SUCCESS;
}

static EFI_STATUS EFIAPI locate_handle_buffer(EFI_LOCATE_SEARCH_TYPE SearchType,
                                              const EFI_GUID *Protocol, VOID *SearchKey,
                                              UINTN *NoHandles, EFI_HANDLE **Buffer)
{
    hosted_enter("LocateHandleBuffer", TPL_NOTIFY);
    (void)SearchKey;
    EFI_STATUS status = check_search(SearchType, Protocol);
    if (status != EFI_SUCCESS)
        return status;
    if (NoHandles == NULL || Buffer == NULL)
        return EFI_INVALID_PARAMETER;
    *NoHandles = 0;
    *Buffer = NULL;
    size_t count = collect(SearchType, Protocol, NULL, 0);
    if (count == 0)
        return EFI_NOT_FOUND;
    VOID *found;
    status = pool_allocate(EfiBootServicesData, count * sizeof(EFI_HANDLE), &found);
    if (status != EFI_SUCCESS)
        return status;
    *NoHandles = collect(SearchType, Protocol, found, count);
    *Buffer = found;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI locate_protocol(const EFI_GUID *Protocol, VOID *Registration,
                                         VOID **Interface)
{
    hosted_enter("LocateProtocol", TPL_NOTIFY);
    if (Protocol == NULL || Interface == NULL)
        return EFI_INVALID_PARAMETER;
    *Interface = NULL;
    if (Registration != NULL)
        return EFI_NOT_FOUND;
    for (struct handle *h = handles; h != NULL; h = h->next) {
        struct protocol *p = find_protocol(h, Protocol);
        if (p == NULL)
            continue;
        *Interface = p->interface;
        return EFI_SUCCESS;
    }
    return EFI_NOT_FOUND;
}

/* All drivers are connected from the start. */
static EFI_STATUS EFIAPI connect_controller(EFI_HANDLE ControllerHandle,
                                            EFI_HANDLE *DriverImageHandle,
                                            EFI_DEVICE_PATH_PROTOCOL *RemainingDevicePath,
                                            BOOLEAN Recursive)
{
    hosted_enter("ConnectController", TPL_NOTIFY);
    (void)DriverImageHandle;
    (void)RemainingDevicePath;
    (void)Recursive;
    return find_handle(ControllerHandle) == NULL ? EFI_INVALID_PARAMETER : EFI_SUCCESS;
}

static EFI_STATUS EFIAPI disconnect_controller(EFI_HANDLE ControllerHandle,
                                               EFI_HANDLE DriverImageHandle, EFI_HANDLE ChildHandle)
{
    hosted_enter("DisconnectController", TPL_NOTIFY);
    (void)DriverImageHandle;
    (void)ChildHandle;
    return find_handle(ControllerHandle) == NULL ? EFI_INVALID_PARAMETER : EFI_SUCCESS;
}

void protocols_fill(EFI_BOOT_SERVICES *table)
{
    table->InstallProtocolInterface = install_protocol;
    table->ReinstallProtocolInterface = reinstall_protocol;
    table->UninstallProtocolInterface = uninstall_protocol;
    table->InstallMultipleProtocolInterfaces = install_multiple;
    table->UninstallMultipleProtocolInterfaces = uninstall_multiple;
    table->HandleProtocol = handle_protocol;
    table->OpenProtocol = open_protocol;
    table->CloseProtocol = close_protocol;
    table->LocateHandle = locate_handle;
    table->LocateHandleBuffer = locate_handle_buffer;
    table->LocateProtocol = locate_protocol;
    table->ConnectController = connect_controller;
    table->DisconnectController = disconnect_controller;
}
