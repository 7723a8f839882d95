/* SPDX-License-Identifier: Apache-2.0 */
#include "file_table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct file *open_files;

struct file *file_table_find(const EFI_FILE_PROTOCOL *protocol)
{
    for (struct file *f = open_files; f != NULL; f = f->next)
        if (&f->protocol == protocol)
            return f;
    return NULL;
}

void file_table_add(struct file *file)
{
    file->next = open_files;
    open_files = file;
}

void file_forget_entries(struct file *file)
{
    for (size_t i = 0; i < file->entry_count; i++)
        free(file->entries[i]);
    free(file->entries);
    file->entries = NULL;
    file->entry_count = 0;
}

void file_table_close(struct file *file)
{
    struct file **link = &open_files;
    while (*link != file)
        link = &(*link)->next;
    *link = file->next;
    file_forget_entries(file);
    close(file->fd);
    free(file->path);
    free(file);
}

void file_table_moved(const char *from, const char *to)
{
    char *old = strdup(from); /* it may be the path of one of them */
    size_t length = old == NULL ? 0 : strlen(old);
    for (struct file *f = open_files; f != NULL && old != NULL; f = f->next) {
        if (strncmp(f->path, old, length) != 0 ||
            (f->path[length] != '\0' && f->path[length] != '/'))
            continue;
        size_t rest = strlen(f->path + length) + 1;
        char *path = hosted_alloc(strlen(to) + rest);
        memcpy(path, to, strlen(to));
        memcpy(path + strlen(to), f->path + length, rest);
        free(f->path);
        f->path = path;
    }
    free(old);
}

EFI_STATUS file_status(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
    case ENAMETOOLONG:
        return EFI_NOT_FOUND;
    case EACCES:
    case EPERM:
        return EFI_ACCESS_DENIED;
    case EROFS:
        return EFI_WRITE_PROTECTED;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return EFI_VOLUME_FULL;
    case EFAULT:
        return EFI_INVALID_PARAMETER;
    case EMFILE:
    case ENFILE:
    case ENOMEM:
        return EFI_OUT_OF_RESOURCES;
    default:
        return EFI_DEVICE_ERROR;
    }
}
