/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_UEFI_H
#define BB_UEFI_H

/* What the files of the UEFI platform layer share. */
#include <stdbool.h>

#include "bb_status.h"
#include "efi/efi.h"

typedef struct bb_kernel bb_kernel;

/* Set by bb_platform_start before anything else. */
extern EFI_SYSTEM_TABLE *bb_uefi_system;
extern EFI_BOOT_SERVICES *bb_uefi_boot;
extern EFI_HANDLE bb_uefi_image;

/* How a kernel ends that cannot go on: bb_panic. Does not return. */
typedef void bb_uefi_exception_end(bb_kernel *kernel, bb_status status);

/* From now on an exception of this processor ends the kernel, until it is the firmware's again. */
void bb_uefi_exceptions_catch(bb_kernel *kernel, bb_uefi_exception_end *end);
void bb_uefi_exceptions_release(void);

/* "EFI_DEVICE_ERROR", or "an unknown EFI status". */
const char *bb_uefi_status_name(EFI_STATUS status);

/* Starts the clock. False if the time stamp counter cannot be calibrated. */
bool bb_uefi_clock_start(void);

/* Columns and rows of the screen; false if there is none. */
bool bb_uefi_screen_size(UINTN *columns, UINTN *rows);

/* Looks whether the console protocols are still there after drivers have been disconnected. */
void bb_uefi_screen_verify(void);

/* Baud rate of the serial port, 0 if there is no port. */
UINT64 bb_uefi_serial_baud(void);

/* Whether a byte has come in on the serial port. */
bool bb_uefi_serial_pending(void);

/* Gives the serial port back to the firmware's terminal driver. */
void bb_uefi_serial_release(void);

#endif
