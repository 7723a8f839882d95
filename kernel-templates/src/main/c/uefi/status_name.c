/* SPDX-License-Identifier: Apache-2.0 */
/* Names of the firmware's status codes. Source: UEFI 2.10, appendix D. */
#include "uefi.h"

#define NAME(status)                                                                               \
    case status:                                                                                   \
        return #status

const char *bb_uefi_status_name(EFI_STATUS status)
{
    switch (status) {
        NAME(EFI_SUCCESS);
        NAME(EFI_LOAD_ERROR);
        NAME(EFI_INVALID_PARAMETER);
        NAME(EFI_UNSUPPORTED);
        NAME(EFI_BAD_BUFFER_SIZE);
        NAME(EFI_BUFFER_TOO_SMALL);
        NAME(EFI_NOT_READY);
        NAME(EFI_DEVICE_ERROR);
        NAME(EFI_WRITE_PROTECTED);
        NAME(EFI_OUT_OF_RESOURCES);
        NAME(EFI_VOLUME_CORRUPTED);
        NAME(EFI_VOLUME_FULL);
        NAME(EFI_NO_MEDIA);
        NAME(EFI_MEDIA_CHANGED);
        NAME(EFI_NOT_FOUND);
        NAME(EFI_ACCESS_DENIED);
        NAME(EFI_NO_RESPONSE);
        NAME(EFI_NO_MAPPING);
        NAME(EFI_TIMEOUT);
        NAME(EFI_ABORTED);
        NAME(EFI_SECURITY_VIOLATION);
        NAME(EFI_CRC_ERROR);
        NAME(EFI_END_OF_MEDIA);
        NAME(EFI_END_OF_FILE);
    default:
        return "an unknown EFI status";
    }
}
