/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/qemu_exit.c
   ../../../../../kernel-templates/src/main/c/uefi/status_name.c */
/* What is written to which port, by a firmware that has the protocol and one that has not. */
#include "qemu_exit.h"

#include "bb_test.h"
#include "efi/efi_cpu_io2.h"
#include "uefi.h"

static EFI_CPU_IO2_PROTOCOL protocol;
static EFI_BOOT_SERVICES services;
EFI_BOOT_SERVICES *bb_uefi_boot = &services;

static bool present;
static int writes;
static UINT64 port;
static UINT8 written;

static EFI_STATUS EFIAPI write_port(EFI_CPU_IO2_PROTOCOL *This, EFI_CPU_IO_PROTOCOL_WIDTH Width,
                                    UINT64 Address, UINTN Count, VOID *Buffer)
{
    CHECK(This == &protocol);
    CHECK_EQUAL(Width, EfiCpuIoWidthUint8);
    CHECK_EQUAL(Count, 1);
    port = Address;
    written = *(const UINT8 *)Buffer;
    writes++;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI locate(const EFI_GUID *Protocol, VOID *Registration, VOID **Interface)
{
    static const EFI_GUID guid = EFI_CPU_IO2_PROTOCOL_GUID;
    CHECK(memcmp(Protocol, &guid, sizeof guid) == 0);
    CHECK(Registration == NULL);
    *Interface = present ? &protocol : NULL;
    return present ? EFI_SUCCESS : EFI_NOT_FOUND;
}

static void leave(bool ok)
{
    services.LocateProtocol = locate;
    protocol.Io.Write = write_port;
    writes = 0;
    bb_qemu_exit_leave(NULL, ok);
}

TEST(exit_codes)
{
    present = true;
    leave(true);
    CHECK_EQUAL(writes, 1);
    CHECK_EQUAL(port, 0xf4);
    CHECK_EQUAL(2 * written + 1, 33);
    leave(false);
    CHECK_EQUAL(writes, 1);
    CHECK_EQUAL(2 * written + 1, 35);
}

TEST(no_protocol)
{
    present = false;
    leave(true);
    CHECK_EQUAL(writes, 0);
}

int main(void)
{
    return RUN(exit_codes) | RUN(no_protocol);
}
