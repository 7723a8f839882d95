/* SPDX-License-Identifier: Apache-2.0 */
/* The volume and its files (UEFI 2.10, section 13.4 and 13.5): a folder of Linux. */
#ifndef HOSTED_FILES_H
#define HOSTED_FILES_H

#include "hosted.h"

extern EFI_SIMPLE_FILE_SYSTEM_PROTOCOL files_volume;

/* Opens the folder of --esp. */
void files_open(void);

#endif
