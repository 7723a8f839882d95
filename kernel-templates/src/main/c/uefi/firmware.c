/* SPDX-License-Identifier: Apache-2.0 */
/* Who made the firmware, and what the console is made of. */
#include "bb_format.h"
#include "bb_platform.h"
#include "bb_text.h"
#include "uefi.h"

const char *bb_platform_firmware(void)
{
    static char text[96];
    char vendor[64];
    size_t length = 0;
    const CHAR16 *from = bb_uefi_system->FirmwareVendor;
    for (; from != NULL && *from != 0 && length + 4 < sizeof vendor; from++)
        length += bb_utf8_encode(*from, vendor + length);

    UINT32 specification = bb_uefi_system->Hdr.Revision;
    UINT32 revision = bb_uefi_system->FirmwareRevision;
    /* The minor number of the specification is in tenths: 2.7 is 70, 2.3.1 is 31. */
    bb_format(text, sizeof text, "%.*s %u.%u, UEFI %u.%u", (int)length, vendor, revision >> 16,
              revision & 0xffff, specification >> 16, (specification & 0xffff) / 10);
    return text;
}

const char *bb_platform_console(void)
{
    static char text[64];
    UINTN columns = 0, rows = 0;
    size_t length = 0;
    text[0] = 0;
    if (bb_uefi_screen_size(&columns, &rows))
        length = bb_format(text, sizeof text, "screen %zux%zu", columns, rows);
    if (bb_uefi_serial_baud() != 0)
        bb_format(text + length, sizeof text - length, "%sserial %zu", length == 0 ? "" : ", ",
                  bb_uefi_serial_baud());
    return text;
}
