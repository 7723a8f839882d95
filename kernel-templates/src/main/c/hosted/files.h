/* SPDX-License-Identifier: Apache-2.0 */
/* The volume and its files (UEFI 2.10, section 13.4 and 13.5): a folder of Linux. */
#ifndef HOSTED_FILES_H
#define HOSTED_FILES_H

#include "hosted.h"

extern EFI_SIMPLE_FILE_SYSTEM_PROTOCOL files_volume;

/* Opens the folder of --esp. */
void files_open(void);

/* An open file or folder; what the image holds is the address of its first member. */
struct file {
    EFI_FILE_PROTOCOL protocol;
    struct file *next;
    char *path; /* volume path */
    int fd;
    bool folder;
    bool writable;
    bool read_fails; /* the file of --read-error */
    uint64_t position;
    char **entries; /* of a folder, sorted; read at the first Read */
    size_t entry_count;
};

/* What EFI calls an error of Linux. */
EFI_STATUS files_status(int error);

/* A file or folder has another volume path now: files that are open know it by that. */
void files_moved(const char *from, const char *to);

/* file_rename.c: gives a file another name, which may be a path. EFI_ACCESS_DENIED if there is such
 * a file. */
EFI_STATUS file_rename(struct file *file, const CHAR16 *name);

/*
 * file_info.c. `size` is the room in `buffer`, and then the bytes needed: too little room gives
 * EFI_BUFFER_TOO_SMALL.
 */
EFI_STATUS file_info_describe(const char *name, int fd, UINTN *size, void *buffer);
EFI_STATUS file_info_get(struct file *file, const EFI_GUID *type, UINTN *size, void *buffer);
EFI_STATUS file_info_set(struct file *file, const EFI_GUID *type, UINTN size, const void *buffer);

#endif
