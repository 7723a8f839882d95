/* SPDX-License-Identifier: Apache-2.0 */
#include "file_rename.h"

#include "file_path.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Both are volume paths of a file that exists, and of what it is to become. */
static EFI_STATUS move(const char *from, const char *to)
{
    EFI_STATUS status = EFI_SUCCESS;
    char *source = file_path_find(from), *present = file_path_find(to);
    char *target = file_path_create(to);
    if (source == NULL || target == NULL)
        status = EFI_NOT_FOUND;
    else if (present != NULL && strcmp(present, source) != 0) /* else only the case changes */
        status = EFI_ACCESS_DENIED;
    else if (rename(source, target) != 0)
        status = errno == EINVAL ? EFI_ACCESS_DENIED /* a folder into itself */
                                 : file_status(errno);
    free(source);
    free(present);
    free(target);
    return status;
}

EFI_STATUS file_rename(struct file *file, const CHAR16 *name)
{
    bool root = file->path[0] == '\0';
    if (name[0] == 0)
        return root ? EFI_SUCCESS : EFI_INVALID_PARAMETER;
    if (root)
        return EFI_ACCESS_DENIED;
    /* A name is relative to the file's folder; one that begins with a backslash, to the root. */
    char *folder = file_path_join(file->path, "..");
    char *text = text_to_utf8(name);
    char *path = file_path_join(folder, text);
    EFI_STATUS status = EFI_SUCCESS;
    if (path == NULL || path[0] == '\0')
        status = EFI_INVALID_PARAMETER;
    else if (strcmp(path, file->path) != 0)
        status = move(file->path, path);
    if (status == EFI_SUCCESS)
        file_table_moved(file->path, path);
    free(folder);
    free(text);
    free(path);
    return status;
}
