/* SPDX-License-Identifier: Apache-2.0 */
#include "serial.h"

#include "events.h"
#include "input.h"

#include <unistd.h>

#define SETTABLE                                                                                   \
    (EFI_SERIAL_DATA_TERMINAL_READY | EFI_SERIAL_REQUEST_TO_SEND |                                 \
     EFI_SERIAL_HARDWARE_LOOPBACK_ENABLE | EFI_SERIAL_SOFTWARE_LOOPBACK_ENABLE |                   \
     EFI_SERIAL_HARDWARE_FLOW_CONTROL_ENABLE)

#define DEFAULT_TIMEOUT_US 1000000u /* UEFI 2.10, section 12.8 */

static UINT32 control = EFI_SERIAL_DATA_TERMINAL_READY | EFI_SERIAL_REQUEST_TO_SEND;

/* Standard input feeds either the port or the keyboard. */
static bool has_input(void)
{
    return hosted_options.console != CONSOLE_SCREEN;
}

static bool is_empty(void)
{
    return !has_input() || input_available() == 0;
}

static EFI_STATUS EFIAPI reset(EFI_SERIAL_IO_PROTOCOL *This)
{
    (void)This;
    hosted_enter("SerialIo.Reset", TPL_CALLBACK);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI set_attributes(EFI_SERIAL_IO_PROTOCOL *This, UINT64 BaudRate,
                                        UINT32 ReceiveFifoDepth, UINT32 Timeout,
                                        EFI_PARITY_TYPE Parity, UINT8 DataBits,
                                        EFI_STOP_BITS_TYPE StopBits)
{
    hosted_enter("SerialIo.SetAttributes", TPL_CALLBACK);
    if ((unsigned)Parity > SpaceParity || (unsigned)StopBits > TwoStopBits ||
        (DataBits != 0 && (DataBits < 5 || DataBits > 8)))
        return EFI_INVALID_PARAMETER;
    EFI_SERIAL_IO_MODE *mode = This->Mode;
    mode->BaudRate = BaudRate != 0 ? BaudRate : 115200;
    mode->ReceiveFifoDepth = ReceiveFifoDepth != 0 ? ReceiveFifoDepth : 16;
    mode->Timeout = Timeout != 0 ? Timeout : DEFAULT_TIMEOUT_US;
    mode->Parity = Parity != DefaultParity ? (UINT32)Parity : NoParity;
    mode->DataBits = DataBits != 0 ? DataBits : 8;
    mode->StopBits = StopBits != DefaultStopBits ? (UINT32)StopBits : OneStopBit;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI set_control(EFI_SERIAL_IO_PROTOCOL *This, UINT32 Control)
{
    (void)This;
    hosted_enter("SerialIo.SetControl", TPL_CALLBACK);
    if ((Control & ~SETTABLE) != 0)
        return EFI_UNSUPPORTED;
    control = Control;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI get_control(EFI_SERIAL_IO_PROTOCOL *This, UINT32 *Control)
{
    (void)This;
    hosted_enter("SerialIo.GetControl", TPL_CALLBACK);
    *Control = control | EFI_SERIAL_CLEAR_TO_SEND | EFI_SERIAL_DATA_SET_READY |
               EFI_SERIAL_CARRIER_DETECT | EFI_SERIAL_OUTPUT_BUFFER_EMPTY |
               (is_empty() ? EFI_SERIAL_INPUT_BUFFER_EMPTY : 0);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI write_port(EFI_SERIAL_IO_PROTOCOL *This, UINTN *BufferSize, VOID *Buffer)
{
    (void)This;
    hosted_enter("SerialIo.Write", TPL_CALLBACK);
    if (hosted_options.console != CONSOLE_SCREEN)
        hosted_write(STDOUT_FILENO, Buffer, (size_t)*BufferSize);
    input_active();
    return EFI_SUCCESS;
}

/* Waits for each byte up to the timeout of the port, as a driver that polls the hardware does. */
static EFI_STATUS EFIAPI read_port(EFI_SERIAL_IO_PROTOCOL *This, UINTN *BufferSize, VOID *Buffer)
{
    hosted_enter("SerialIo.Read", TPL_CALLBACK);
    uint8_t *bytes = Buffer;
    UINTN wanted = *BufferSize, taken = 0;
    uint64_t deadline = hosted_now() + This->Mode->Timeout * 1000ull;
    while (taken < wanted) {
        uint64_t mark = input_mark();
        size_t got = has_input() ? input_take(bytes + taken, (size_t)(wanted - taken)) : 0;
        uint64_t now = hosted_now();
        taken += got;
        if (got > 0) {
            deadline = now + This->Mode->Timeout * 1000ull;
        } else if (now >= deadline) {
            break;
        } else {
            input_wait(mark, deadline);
            input_idle(hosted_now() - now);
        }
    }
    *BufferSize = taken;
    return taken == wanted ? EFI_SUCCESS : EFI_TIMEOUT;
}

static EFI_SERIAL_IO_MODE mode = {
    .ControlMask = SETTABLE,
    .Timeout = DEFAULT_TIMEOUT_US,
    .BaudRate = 115200,
    .ReceiveFifoDepth = 16,
    .DataBits = 8,
    .Parity = NoParity,
    .StopBits = OneStopBit,
};

EFI_SERIAL_IO_PROTOCOL serial_port = {
    .Revision = EFI_SERIAL_IO_PROTOCOL_REVISION,
    .Reset = reset,
    .SetAttributes = set_attributes,
    .SetControl = set_control,
    .GetControl = get_control,
    .Write = write_port,
    .Read = read_port,
    .Mode = &mode,
};
