/* SPDX-License-Identifier: Apache-2.0 */
/* The handle database, and that what is not provided says so. */
#include "check.h"

static const EFI_GUID one = {1, 0, 0, {0}};
static const EFI_GUID two = {2, 0, 0, {0}};

EFI_STATUS run(void)
{
    int a, b;
    VOID *found;
    EFI_HANDLE handle = NULL, again = NULL;
    CHECK(bs->LocateProtocol(&one, NULL, &found) == EFI_NOT_FOUND);
    CHECK(bs->InstallProtocolInterface(&handle, &one, EFI_NATIVE_INTERFACE, &a) == EFI_SUCCESS);
    CHECK(handle != NULL);
    CHECK(bs->InstallProtocolInterface(&handle, &one, EFI_NATIVE_INTERFACE, &b) ==
          EFI_INVALID_PARAMETER);
    CHECK(bs->HandleProtocol(handle, &one, &found) == EFI_SUCCESS && found == &a);
    CHECK(bs->HandleProtocol(handle, &two, &found) == EFI_UNSUPPORTED && found == NULL);
    CHECK(bs->HandleProtocol(&a, &one, &found) == EFI_INVALID_PARAMETER);
    CHECK(bs->InstallMultipleProtocolInterfaces(&handle, &two, &b, &one, &b, NULL) ==
          EFI_INVALID_PARAMETER);
    CHECK(bs->HandleProtocol(handle, &two, &found) == EFI_UNSUPPORTED);
    CHECK(bs->InstallMultipleProtocolInterfaces(&again, &one, &b, &two, &b, NULL) == EFI_SUCCESS);

    UINTN count;
    EFI_HANDLE *handles;
    CHECK(bs->LocateHandleBuffer(ByProtocol, &one, NULL, &count, &handles) == EFI_SUCCESS);
    CHECK(count == 2 && handles[0] == handle && handles[1] == again);
    CHECK(bs->FreePool(handles) == EFI_SUCCESS);
    EFI_HANDLE small[1];
    UINTN size = sizeof small;
    CHECK(bs->LocateHandle(ByProtocol, &one, NULL, &size, small) == EFI_BUFFER_TOO_SMALL);
    CHECK(size == 2 * sizeof(EFI_HANDLE));
    CHECK(bs->OpenProtocol(again, &two, &found, image, NULL, EFI_OPEN_PROTOCOL_GET_PROTOCOL) ==
          EFI_SUCCESS);
    CHECK(found == &b);
    CHECK(bs->CloseProtocol(again, &two, image, NULL) == EFI_SUCCESS);
    CHECK(bs->ReinstallProtocolInterface(again, &two, &b, &a) == EFI_SUCCESS);
    CHECK(bs->HandleProtocol(again, &two, &found) == EFI_SUCCESS && found == &a);
    CHECK(bs->UninstallMultipleProtocolInterfaces(again, &one, &b, &two, &b, NULL) ==
          EFI_INVALID_PARAMETER);
    CHECK(bs->UninstallMultipleProtocolInterfaces(again, &one, &b, &two, &a, NULL) == EFI_SUCCESS);
    CHECK(bs->UninstallProtocolInterface(handle, &one, &a) == EFI_SUCCESS);
    CHECK(bs->LocateProtocol(&one, NULL, &found) == EFI_NOT_FOUND);
    CHECK(bs->ConnectController(handle, NULL, NULL, 1) == EFI_INVALID_PARAMETER);

    static const EFI_GUID graphics = EFI_GRAPHICS_OUTPUT_PROTOCOL_GUID;
    static const EFI_GUID ports = EFI_CPU_IO2_PROTOCOL_GUID;
    CHECK(bs->LocateProtocol(&graphics, NULL, &found) == EFI_NOT_FOUND);
    CHECK(bs->LocateProtocol(&ports, NULL, &found) == EFI_NOT_FOUND);
    CHECK(bs->UnloadImage(image) == EFI_UNSUPPORTED);
    return EFI_SUCCESS;
}
