/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Device paths, as far as a loaded image needs them: walking the nodes and reading a file path.
 * Source: UEFI 2.10, section 10.2 (protocol), 10.3.1 (end nodes), 10.3.5.4 (file path node).
 */
#ifndef EFI_DEVICE_PATH_H
#define EFI_DEVICE_PATH_H

#include "efi_types.h"

#define EFI_DEVICE_PATH_PROTOCOL_GUID                                                              \
    {0x09576e91, 0x6d3f, 0x11d2, {0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b}}

/* A node is this header and Length - 4 bytes of data; a path is packed nodes up to an end node. */
typedef struct {
    UINT8 Type;
    UINT8 SubType;
    UINT8 Length[2]; /* little-endian, header included */
} EFI_DEVICE_PATH_PROTOCOL;

#define HARDWARE_DEVICE_PATH 0x01
#define ACPI_DEVICE_PATH 0x02
#define MESSAGING_DEVICE_PATH 0x03
#define MEDIA_DEVICE_PATH 0x04
#define END_DEVICE_PATH_TYPE 0x7f

#define MEDIA_FILEPATH_DP 0x04 /* data: a null-terminated CHAR16 path */
#define HW_VENDOR_DP 0x04      /* data: a GUID, then vendor data */

#define END_ENTIRE_DEVICE_PATH_SUBTYPE 0xff
#define END_INSTANCE_DEVICE_PATH_SUBTYPE 0x01

_Static_assert(sizeof(EFI_DEVICE_PATH_PROTOCOL) == 4, "a device path node header is 4 bytes");

#endif
