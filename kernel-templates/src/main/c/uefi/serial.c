/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first serial port. The firmware's terminal driver usually sits on it and mirrors the screen
 * there, with escape sequences and only the characters that it knows; it is disconnected, so that
 * raw UTF-8 passes in both directions. Source: UEFI 2.10, section 12.8.
 */
#include "bb_key_decoder.h"
#include "bb_platform.h"
#include "uefi.h"

/* How long one character may take: as long as a busy machine may take to run who reads it. */
#define CHARACTER_MICROSECONDS 2000000u

static EFI_HANDLE handle;
static EFI_SERIAL_IO_PROTOCOL *port; /* NULL: there is none */
static bool deaf;                    /* nobody takes what is written */
static bb_key_decoder decoder;

UINT64 bb_uefi_serial_baud(void)
{
    return port != NULL && port->Mode != NULL ? port->Mode->BaudRate : 0;
}

bool bb_serial_start(void)
{
    static const EFI_GUID guid = EFI_SERIAL_IO_PROTOCOL_GUID;
    EFI_HANDLE *handles = NULL;
    UINTN count = 0;
    if (EFI_ERROR(bb_uefi_boot->LocateHandleBuffer(ByProtocol, &guid, NULL, &count, &handles)))
        return false;
    handle = count > 0 ? handles[0] : NULL;
    bb_uefi_boot->FreePool(handles);
    if (handle == NULL)
        return false;

    /* No driver on it: nothing to disconnect, which is as good. */
    bb_uefi_boot->DisconnectController(handle, NULL, NULL);
    bb_uefi_screen_verify();
    if (EFI_ERROR(bb_uefi_boot->HandleProtocol(handle, &guid, (void **)&port))) {
        port = NULL;
        return false;
    }
    const EFI_SERIAL_IO_MODE *mode = port->Mode;
    port->SetAttributes(port, mode->BaudRate, mode->ReceiveFifoDepth, CHARACTER_MICROSECONDS,
                        (EFI_PARITY_TYPE)mode->Parity, (UINT8)mode->DataBits,
                        (EFI_STOP_BITS_TYPE)mode->StopBits);
    return true;
}

void bb_uefi_serial_release(void)
{
    if (port == NULL)
        return;
    port = NULL;
    bb_uefi_boot->ConnectController(handle, NULL, NULL, 1);
}

static bool output_empty(void)
{
    UINT32 bits = 0;
    return !EFI_ERROR(port->GetControl(port, &bits)) &&
           (bits & EFI_SERIAL_OUTPUT_BUFFER_EMPTY) != 0;
}

/*
 * A port whose other end takes nothing must not stop the kernel: after one timeout text is dropped
 * until the port is empty again. Nothing is written twice: a character that timed out may still be
 * in the driver's queue.
 */
static void write_raw(const char *text, size_t length)
{
    if (deaf && !output_empty())
        return;
    deaf = false;
    while (length > 0) {
        UINTN written = length;
        /* Write does not change the buffer; its declaration lacks the const. */
        EFI_STATUS status = port->Write(port, &written, (void *)(uintptr_t)text);
        if (EFI_ERROR(status) || written == 0 || written > length) {
            deaf = true;
            return;
        }
        text += written;
        length -= written;
    }
}

void bb_serial_write(const char *text, size_t length)
{
    if (port == NULL)
        return;
    size_t start = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] != '\n')
            continue;
        write_raw(text + start, i - start);
        write_raw("\r\n", 2);
        start = i + 1;
    }
    if (start < length)
        write_raw(text + start, length - start);
}

bool bb_uefi_serial_pending(void)
{
    UINT32 bits = 0;
    return port != NULL && !EFI_ERROR(port->GetControl(port, &bits)) &&
           (bits & EFI_SERIAL_INPUT_BUFFER_EMPTY) == 0;
}

bool bb_serial_read(bb_key *key)
{
    while (bb_key_decoder_room(&decoder) && bb_uefi_serial_pending()) {
        char byte = 0;
        UINTN length = 1;
        if (EFI_ERROR(port->Read(port, &length, &byte)) || length != 1)
            break;
        bb_key_decoder_push(&decoder, byte, bb_clock_ns());
    }
    return bb_key_decoder_take(&decoder, bb_clock_ns(), key);
}
