/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Port and memory-mapped I/O through the firmware.
 * Source: UEFI Platform Initialization specification 1.8, volume 5, section 5 (CPU I/O protocol).
 */
#ifndef EFI_CPU_IO2_H
#define EFI_CPU_IO2_H

#include "efi_types.h"

#define EFI_CPU_IO2_PROTOCOL_GUID                                                                  \
    {0xad61f191, 0xae5f, 0x4c0e, {0xb9, 0xfa, 0xe8, 0x69, 0xd2, 0x88, 0xc6, 0x4f}}

/* Fifo widths keep the address and advance the buffer, fill widths the other way round. */
typedef enum {
    EfiCpuIoWidthUint8,
    EfiCpuIoWidthUint16,
    EfiCpuIoWidthUint32,
    EfiCpuIoWidthUint64,
    EfiCpuIoWidthFifoUint8,
    EfiCpuIoWidthFifoUint16,
    EfiCpuIoWidthFifoUint32,
    EfiCpuIoWidthFifoUint64,
    EfiCpuIoWidthFillUint8,
    EfiCpuIoWidthFillUint16,
    EfiCpuIoWidthFillUint32,
    EfiCpuIoWidthFillUint64,
    EfiCpuIoWidthMaximum
} EFI_CPU_IO_PROTOCOL_WIDTH;

typedef struct EFI_CPU_IO2_PROTOCOL EFI_CPU_IO2_PROTOCOL;

/* Count is in units of Width. */
typedef EFI_STATUS(EFIAPI *EFI_CPU_IO_PROTOCOL_IO_MEM)(EFI_CPU_IO2_PROTOCOL *This,
                                                       EFI_CPU_IO_PROTOCOL_WIDTH Width,
                                                       UINT64 Address, UINTN Count, VOID *Buffer);

typedef struct {
    EFI_CPU_IO_PROTOCOL_IO_MEM Read;
    EFI_CPU_IO_PROTOCOL_IO_MEM Write;
} EFI_CPU_IO_PROTOCOL_ACCESS;

struct EFI_CPU_IO2_PROTOCOL {
    EFI_CPU_IO_PROTOCOL_ACCESS Mem;
    EFI_CPU_IO_PROTOCOL_ACCESS Io;
};

_Static_assert(sizeof(EFI_CPU_IO2_PROTOCOL) == 32, "CPU I/O 2: 4 functions");

#endif
