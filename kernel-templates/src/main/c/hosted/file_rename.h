/* SPDX-License-Identifier: Apache-2.0 */
/* A new name or place for a file: SetInfo of its FileName (UEFI 2.10, section 13.5). */
#ifndef HOSTED_FILE_RENAME_H
#define HOSTED_FILE_RENAME_H

#include "file_table.h"

/* Gives a file another name, which may be a path. EFI_ACCESS_DENIED if there is such a file. */
EFI_STATUS file_rename(struct file *file, const CHAR16 *name);

#endif
