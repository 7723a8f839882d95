/* SPDX-License-Identifier: Apache-2.0 */
/* The files that the image has open. */
#ifndef HOSTED_FILE_TABLE_H
#define HOSTED_FILE_TABLE_H

#include "hosted.h"

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

/* The open file of a handle; NULL if there is none: never follows a wild pointer. */
struct file *file_table_find(const EFI_FILE_PROTOCOL *protocol);

/* Takes a file over, which hosted_alloc made. */
void file_table_add(struct file *file);

/* Closes a file and frees it. */
void file_table_close(struct file *file);

/* A file or folder has another volume path now: files that are open know it by that. */
void file_table_moved(const char *from, const char *to);

/* What was read of a folder does not count any more. */
void file_forget_entries(struct file *file);

/* What EFI calls an error of Linux. */
EFI_STATUS file_status(int error);

#endif
