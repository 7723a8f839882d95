/* SPDX-License-Identifier: Apache-2.0 */
/* Serial ports. Source: UEFI 2.10, section 12.8. */
#ifndef EFI_SERIAL_H
#define EFI_SERIAL_H

#include "efi_types.h"

#define EFI_SERIAL_IO_PROTOCOL_GUID                                                                \
    {0xbb25cf6f, 0xf1d4, 0x11d2, {0x9a, 0x0c, 0x00, 0x90, 0x27, 0x3f, 0xc1, 0xfd}}

#define EFI_SERIAL_IO_PROTOCOL_REVISION 0x00010000u
#define EFI_SERIAL_IO_PROTOCOL_REVISION1p1 0x00010001u

/* Control bits. */
#define EFI_SERIAL_DATA_TERMINAL_READY 0x00000001u
#define EFI_SERIAL_REQUEST_TO_SEND 0x00000002u
#define EFI_SERIAL_CLEAR_TO_SEND 0x00000010u
#define EFI_SERIAL_DATA_SET_READY 0x00000020u
#define EFI_SERIAL_RING_INDICATE 0x00000040u
#define EFI_SERIAL_CARRIER_DETECT 0x00000080u
#define EFI_SERIAL_INPUT_BUFFER_EMPTY 0x00000100u
#define EFI_SERIAL_OUTPUT_BUFFER_EMPTY 0x00000200u
#define EFI_SERIAL_HARDWARE_LOOPBACK_ENABLE 0x00001000u
#define EFI_SERIAL_SOFTWARE_LOOPBACK_ENABLE 0x00002000u
#define EFI_SERIAL_HARDWARE_FLOW_CONTROL_ENABLE 0x00004000u

typedef enum {
    DefaultParity,
    NoParity,
    EvenParity,
    OddParity,
    MarkParity,
    SpaceParity
} EFI_PARITY_TYPE;

typedef enum { DefaultStopBits, OneStopBit, OneFiveStopBits, TwoStopBits } EFI_STOP_BITS_TYPE;

typedef struct {
    UINT32 ControlMask; /* the control bits that SetControl accepts */
    UINT32 Timeout;     /* of one character, in microseconds */
    UINT64 BaudRate;
    UINT32 ReceiveFifoDepth; /* in characters */
    UINT32 DataBits;
    UINT32 Parity;
    UINT32 StopBits;
} EFI_SERIAL_IO_MODE;

typedef struct EFI_SERIAL_IO_PROTOCOL EFI_SERIAL_IO_PROTOCOL;

typedef EFI_STATUS(EFIAPI *EFI_SERIAL_RESET)(EFI_SERIAL_IO_PROTOCOL *This);
typedef EFI_STATUS(EFIAPI *EFI_SERIAL_SET_ATTRIBUTES)(EFI_SERIAL_IO_PROTOCOL *This, UINT64 BaudRate,
                                                      UINT32 ReceiveFifoDepth, UINT32 Timeout,
                                                      EFI_PARITY_TYPE Parity, UINT8 DataBits,
                                                      EFI_STOP_BITS_TYPE StopBits);
typedef EFI_STATUS(EFIAPI *EFI_SERIAL_SET_CONTROL_BITS)(EFI_SERIAL_IO_PROTOCOL *This,
                                                        UINT32 Control);
typedef EFI_STATUS(EFIAPI *EFI_SERIAL_GET_CONTROL_BITS)(EFI_SERIAL_IO_PROTOCOL *This,
                                                        UINT32 *Control);
/* In: bytes to transfer. Out: bytes transferred; EFI_TIMEOUT when fewer than asked. */
typedef EFI_STATUS(EFIAPI *EFI_SERIAL_WRITE)(EFI_SERIAL_IO_PROTOCOL *This, UINTN *BufferSize,
                                             VOID *Buffer);
typedef EFI_STATUS(EFIAPI *EFI_SERIAL_READ)(EFI_SERIAL_IO_PROTOCOL *This, UINTN *BufferSize,
                                            VOID *Buffer);

struct EFI_SERIAL_IO_PROTOCOL {
    UINT32 Revision;
    EFI_SERIAL_RESET Reset;
    EFI_SERIAL_SET_ATTRIBUTES SetAttributes;
    EFI_SERIAL_SET_CONTROL_BITS SetControl;
    EFI_SERIAL_GET_CONTROL_BITS GetControl;
    EFI_SERIAL_WRITE Write;
    EFI_SERIAL_READ Read;
    EFI_SERIAL_IO_MODE *Mode;
    const EFI_GUID *DeviceTypeGuid; /* revision 1.1 and later */
};

_Static_assert(sizeof(EFI_SERIAL_IO_MODE) == 32, "EFI_SERIAL_IO_MODE is 32 bytes");
_Static_assert(offsetof(EFI_SERIAL_IO_PROTOCOL, Mode) == 56, "serial: revision, 6 functions");

#endif
