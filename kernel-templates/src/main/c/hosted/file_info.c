/* SPDX-License-Identifier: Apache-2.0 */
#include "file_info.h"

#include "file_rename.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

static const EFI_GUID file_info = EFI_FILE_INFO_ID;
static const EFI_GUID system_info = EFI_FILE_SYSTEM_INFO_ID;
static const EFI_GUID volume_label = EFI_FILE_SYSTEM_VOLUME_LABEL_ID;

static const CHAR16 label[] = u"BAOBAB";

static EFI_TIME to_efi_time(time_t seconds)
{
    struct tm utc;
    if (gmtime_r(&seconds, &utc) == NULL)
        return (EFI_TIME){0};
    return (EFI_TIME){
        .Year = (UINT16)(utc.tm_year + 1900),
        .Month = (UINT8)(utc.tm_mon + 1),
        .Day = (UINT8)utc.tm_mday,
        .Hour = (UINT8)utc.tm_hour,
        .Minute = (UINT8)utc.tm_min,
        .Second = (UINT8)utc.tm_sec,
        .TimeZone = EFI_UNSPECIFIED_TIMEZONE,
    };
}

/* A fixed part and a text after it, if there is room. The buffer may have any alignment. */
static EFI_STATUS answer(const void *fixed, size_t fixed_size, const CHAR16 *text, UINTN *size,
                         void *buffer)
{
    size_t text_size = (text_length(text) + 1) * sizeof *text;
    UINTN room = *size;
    *size = fixed_size + text_size;
    if (room < *size)
        return EFI_BUFFER_TOO_SMALL;
    if (buffer == NULL)
        return EFI_INVALID_PARAMETER;
    if (fixed_size > 0)
        memcpy(buffer, fixed, fixed_size);
    memcpy((uint8_t *)buffer + fixed_size, text, text_size);
    return EFI_SUCCESS;
}

EFI_STATUS file_info_describe(const char *name, int fd, UINTN *size, void *buffer)
{
    struct stat s;
    if (fstat(fd, &s) != 0)
        return EFI_DEVICE_ERROR;
    bool folder = S_ISDIR(s.st_mode);
    CHAR16 *text = text_to_ucs2(name);
    EFI_FILE_INFO info = {
        .Size = SIZE_OF_EFI_FILE_INFO + (text_length(text) + 1) * sizeof *text,
        .FileSize = folder ? 0 : (UINT64)s.st_size,
        .PhysicalSize = folder ? 0 : ((UINT64)s.st_size + 4095) / 4096 * 4096,
        .CreateTime = to_efi_time(s.st_ctime),
        .LastAccessTime = to_efi_time(s.st_atime),
        .ModificationTime = to_efi_time(s.st_mtime),
        .Attribute = folder ? EFI_FILE_DIRECTORY : EFI_FILE_ARCHIVE,
    };
    if ((s.st_mode & S_IWUSR) == 0)
        info.Attribute |= EFI_FILE_READ_ONLY;
    EFI_STATUS status = answer(&info, SIZE_OF_EFI_FILE_INFO, text, size, buffer);
    free(text);
    return status;
}

static EFI_STATUS describe_volume(const struct file *file, UINTN *size, void *buffer)
{
    struct statvfs s;
    if (fstatvfs(file->fd, &s) != 0)
        return EFI_DEVICE_ERROR;
    EFI_FILE_SYSTEM_INFO info = {
        .Size = SIZE_OF_EFI_FILE_SYSTEM_INFO + sizeof label,
        .VolumeSize = (UINT64)s.f_blocks * s.f_frsize,
        .FreeSpace = (UINT64)s.f_bavail * s.f_frsize,
        .BlockSize = 512,
    };
    return answer(&info, SIZE_OF_EFI_FILE_SYSTEM_INFO, label, size, buffer);
}

EFI_STATUS file_info_get(struct file *file, const EFI_GUID *type, UINTN *size, void *buffer)
{
    if (type == NULL || size == NULL)
        return EFI_INVALID_PARAMETER;
    if (guid_equal(type, &file_info)) {
        const char *slash = strrchr(file->path, '/');
        return file_info_describe(slash == NULL ? file->path : slash + 1, file->fd, size, buffer);
    }
    if (guid_equal(type, &system_info))
        return describe_volume(file, size, buffer);
    if (guid_equal(type, &volume_label))
        return answer(NULL, 0, label, size, buffer);
    return EFI_UNSUPPORTED;
}

static EFI_STATUS resize(const struct file *file, UINT64 size)
{
    struct stat s;
    if (fstat(file->fd, &s) != 0)
        return EFI_DEVICE_ERROR;
    if (file->folder)
        return size == 0 ? EFI_SUCCESS : EFI_ACCESS_DENIED;
    if (size == (UINT64)s.st_size)
        return EFI_SUCCESS;
    if (size > UINT32_MAX) /* the limit of FAT */
        return EFI_VOLUME_FULL;
    return ftruncate(file->fd, (off_t)size) == 0 ? EFI_SUCCESS : EFI_VOLUME_FULL;
}

/* The name and the size can be changed; times and attributes cannot. */
EFI_STATUS file_info_set(struct file *file, const EFI_GUID *type, UINTN size, const void *buffer)
{
    if (type == NULL || buffer == NULL)
        return EFI_INVALID_PARAMETER;
    if (guid_equal(type, &system_info) || guid_equal(type, &volume_label))
        return EFI_WRITE_PROTECTED;
    if (!guid_equal(type, &file_info))
        return EFI_UNSUPPORTED;
    if (size < SIZE_OF_EFI_FILE_INFO + sizeof(CHAR16))
        return EFI_BAD_BUFFER_SIZE;
    if (!file->writable)
        return EFI_ACCESS_DENIED;
    UINT64 new_size;
    memcpy(&new_size, (const uint8_t *)buffer + offsetof(EFI_FILE_INFO, FileSize), sizeof new_size);

    /* A copy: the buffer may have any alignment, and a name that does not end. */
    size_t name_size = (size - SIZE_OF_EFI_FILE_INFO) / sizeof(CHAR16) * sizeof(CHAR16);
    CHAR16 *name = hosted_alloc(name_size);
    memcpy(name, (const uint8_t *)buffer + SIZE_OF_EFI_FILE_INFO, name_size);
    size_t length = 0;
    while (length < name_size / sizeof *name && name[length] != 0)
        length++;
    bool ends = length < name_size / sizeof *name;
    EFI_STATUS status = ends ? file_rename(file, name) : EFI_BAD_BUFFER_SIZE;
    free(name);
    return status == EFI_SUCCESS ? resize(file, new_size) : status;
}
