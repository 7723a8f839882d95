/* SPDX-License-Identifier: Apache-2.0 */
/*
 * QEMU's isa-debug-exit device: a byte that is written to its port ends QEMU with exit code
 * 2 * byte + 1. The byte goes through the firmware's CPU I/O protocol, which OVMF has and a hosted
 * kernel's firmware has not: there, port I/O would be an illegal instruction.
 */
#include "qemu_exit.h"

#include "bb_config.h"
#include "efi/efi_cpu_io2.h"
#include "uefi.h"

#define EXIT_OK 0x10      /* exit code 33 */
#define EXIT_FAILURE 0x11 /* exit code 35 */

void bb_qemu_exit_leave(bb_kernel *kernel, bool ok)
{
    static const EFI_GUID guid = EFI_CPU_IO2_PROTOCOL_GUID;
    EFI_CPU_IO2_PROTOCOL *cpu_io = NULL;
    UINT8 byte = ok ? EXIT_OK : EXIT_FAILURE;
    (void)kernel;
    if (!EFI_ERROR(bb_uefi_boot->LocateProtocol(&guid, NULL, (void **)&cpu_io)))
        cpu_io->Io.Write(cpu_io, EfiCpuIoWidthUint8, (UINT64)BB_QEMU_EXIT_PORT, 1, &byte);
}
