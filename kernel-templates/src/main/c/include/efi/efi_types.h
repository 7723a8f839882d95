/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Basic UEFI types. Source: UEFI 2.10, section 2.3.1 (data types), 2.3.4 (x64 calling
 * convention).
 *
 * The headers of this folder compile for the windows target (the kernel) and natively on Linux
 * (the hosted runner and the unit tests); both see the same layout.
 */
#ifndef EFI_TYPES_H
#define EFI_TYPES_H

#include <stddef.h>
#include <stdint.h>

/* Firmware calls use the Microsoft x64 convention, whatever the target's own convention is. */
#define EFIAPI __attribute__((ms_abi))

typedef uint8_t BOOLEAN; /* 0 or 1 */
typedef int64_t INTN;
typedef uint64_t UINTN;
typedef int8_t INT8;
typedef uint8_t UINT8;
typedef int16_t INT16;
typedef uint16_t UINT16;
typedef int32_t INT32;
typedef uint32_t UINT32;
typedef int64_t INT64;
typedef uint64_t UINT64;
typedef char CHAR8;
typedef uint16_t CHAR16; /* UCS-2; literals are written u"text" */
typedef void VOID;

typedef UINTN EFI_STATUS;
typedef void *EFI_HANDLE;
typedef void *EFI_EVENT;
typedef UINT64 EFI_LBA;
typedef UINTN EFI_TPL;
typedef UINT64 EFI_PHYSICAL_ADDRESS;
typedef UINT64 EFI_VIRTUAL_ADDRESS;

typedef struct {
    UINT32 Data1;
    UINT16 Data2;
    UINT16 Data3;
    UINT8 Data4[8];
} EFI_GUID;

#define EFI_PAGE_SIZE 4096u

/* UEFI 2.10, section 8.3.1. */
typedef struct {
    UINT16 Year;  /* 1900 to 9999 */
    UINT8 Month;  /* 1 to 12 */
    UINT8 Day;    /* 1 to 31 */
    UINT8 Hour;   /* 0 to 23 */
    UINT8 Minute; /* 0 to 59 */
    UINT8 Second; /* 0 to 59 */
    UINT8 Pad1;
    UINT32 Nanosecond; /* 0 to 999,999,999 */
    INT16 TimeZone;    /* minutes from UTC, -1440 to 1440, or EFI_UNSPECIFIED_TIMEZONE */
    UINT8 Daylight;
    UINT8 Pad2;
} EFI_TIME;

#define EFI_UNSPECIFIED_TIMEZONE 0x07FF

_Static_assert(sizeof(void *) == 8, "UEFI x64 has 64-bit pointers");
_Static_assert(sizeof(size_t) == sizeof(UINTN), "size_t and UINTN are the same size");
_Static_assert(sizeof(EFI_GUID) == 16, "EFI_GUID is 16 bytes");
_Static_assert(sizeof(EFI_TIME) == 16, "EFI_TIME is 16 bytes");

#endif
