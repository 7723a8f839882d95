/* SPDX-License-Identifier: Apache-2.0 */
#include "files.h"

#include "events.h"
#include "file_info.h"
#include "file_path.h"
#include "file_table.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *read_error_path; /* Linux path of the file of --read-error */

/* Every function starts here: the level, and that the image passes an open file. */
static struct file *enter(const char *service, const EFI_FILE_PROTOCOL *This)
{
    hosted_enter(service, TPL_CALLBACK);
    struct file *file = file_table_find(This);
    if (file == NULL)
        hosted_fail(EXIT_MISUSE, "%s: %p is not an open file", service, (const void *)This);
    return file;
}

static const EFI_FILE_PROTOCOL template;

/* Takes over `path`. */
static EFI_STATUS add(char *path, const char *host_path, bool writable, EFI_FILE_PROTOCOL **handle)
{
    struct stat info;
    int fd = -1;
    EFI_STATUS status = EFI_SUCCESS;
    if (stat(host_path, &info) != 0)
        status = file_status(errno);
    else if (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode))
        status = EFI_NOT_FOUND;
    else if ((fd = open(host_path,
                        (writable && S_ISREG(info.st_mode) ? O_RDWR : O_RDONLY) | O_CLOEXEC)) < 0)
        status = file_status(errno);
    if (status != EFI_SUCCESS) {
        free(path);
        return status;
    }
    struct file *file = hosted_alloc(sizeof *file);
    file->protocol = template;
    file->path = path;
    file->fd = fd;
    file->folder = S_ISDIR(info.st_mode);
    file->writable = writable;
    file->read_fails = read_error_path != NULL && strcmp(host_path, read_error_path) == 0;
    file_table_add(file);
    *handle = &file->protocol;
    return EFI_SUCCESS;
}

static EFI_STATUS create(const char *path, UINT64 attributes)
{
    char *host_path = file_path_create(path);
    if (host_path == NULL)
        return EFI_NOT_FOUND;
    EFI_STATUS status = EFI_SUCCESS;
    if (attributes & EFI_FILE_DIRECTORY) {
        if (mkdir(host_path, 0777) != 0)
            status = file_status(errno);
    } else {
        int fd = open(host_path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd < 0)
            status = file_status(errno);
        else
            close(fd);
    }
    free(host_path);
    return status;
}

static EFI_STATUS EFIAPI open_file(EFI_FILE_PROTOCOL *This, EFI_FILE_PROTOCOL **NewHandle,
                                   CHAR16 *FileName, UINT64 OpenMode, UINT64 Attributes)
{
    struct file *from = enter("File.Open", This);
    const UINT64 read_write = EFI_FILE_MODE_READ | EFI_FILE_MODE_WRITE;
    bool creates = OpenMode == (read_write | EFI_FILE_MODE_CREATE);
    if (NewHandle == NULL || FileName == NULL ||
        (OpenMode != EFI_FILE_MODE_READ && OpenMode != read_write && !creates) ||
        (creates && (Attributes & ~EFI_FILE_VALID_ATTR) != 0))
        return EFI_INVALID_PARAMETER;
    char *name = text_to_utf8(FileName);
    /* A name is relative to the folder, or to the folder of the file. */
    char *folder = from->folder ? strdup(from->path) : file_path_join(from->path, "..");
    char *path = folder == NULL ? NULL : file_path_join(folder, name);
    free(folder);
    free(name);
    if (path == NULL)
        return EFI_NOT_FOUND;
    char *host_path = file_path_find(path);
    if (host_path == NULL && creates) {
        EFI_STATUS status = create(path, Attributes);
        if (status != EFI_SUCCESS) {
            free(path);
            return status;
        }
        host_path = file_path_find(path);
    }
    if (host_path == NULL) {
        free(path);
        return EFI_NOT_FOUND;
    }
    EFI_STATUS status = add(path, host_path[0] == '\0' ? "/" : host_path,
                            OpenMode != EFI_FILE_MODE_READ, NewHandle);
    free(host_path);
    return status;
}

static EFI_STATUS EFIAPI close_handle(EFI_FILE_PROTOCOL *This)
{
    file_table_close(enter("File.Close", This));
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI delete_file(EFI_FILE_PROTOCOL *This)
{
    struct file *file = enter("File.Delete", This);
    char *host_path = file->writable && file->path[0] != '\0' ? file_path_find(file->path) : NULL;
    bool deleted = host_path != NULL && (file->folder ? rmdir(host_path) : unlink(host_path)) == 0;
    free(host_path);
    file_table_close(file);
    return deleted ? EFI_SUCCESS : EFI_WARN_DELETE_FAILURE;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorted, so that runs do not depend on the order that Linux gives. */
static void read_entries(struct file *file)
{
    int fd = openat(file->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (folder == NULL)
        return;
    size_t room = 0;
    for (struct dirent *e; (e = readdir(folder)) != NULL;) {
        bool dots = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
        if (dots && file->path[0] == '\0')
            continue; /* the root of a FAT volume has no dots */
        if (file->entry_count == room) {
            room = 2 * room + 16;
            char **more = hosted_alloc(room * sizeof *more);
            if (file->entry_count > 0)
                memcpy(more, file->entries, file->entry_count * sizeof *more);
            free(file->entries);
            file->entries = more;
        }
        file->entries[file->entry_count++] = strdup(e->d_name);
    }
    closedir(folder);
    if (file->entry_count > 0)
        qsort(file->entries, file->entry_count, sizeof *file->entries, compare_names);
}

/* An entry that the image could not open (a link that leads out, a device) is left out. */
static bool is_visible(const struct file *file, const char *name)
{
    if (name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0')))
        return true;
    char *path = file_path_join(file->path, name);
    char *host_path = path == NULL ? NULL : file_path_find(path);
    struct stat info;
    bool visible = host_path != NULL && stat(host_path, &info) == 0 &&
                   (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode));
    free(path);
    free(host_path);
    return visible;
}

static EFI_STATUS read_folder(struct file *file, UINTN *size, void *buffer)
{
    if (file->position == 0) {
        file_forget_entries(file);
        read_entries(file);
    }
    while (file->position < file->entry_count) {
        const char *name = file->entries[file->position];
        int fd = is_visible(file, name) ? openat(file->fd, name, O_RDONLY | O_CLOEXEC) : -1;
        if (fd < 0) {
            file->position++;
            continue;
        }
        EFI_STATUS status = file_info_describe(name, fd, size, buffer);
        close(fd);
        file->position += status == EFI_SUCCESS;
        return status;
    }
    *size = 0;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI read_file(EFI_FILE_PROTOCOL *This, UINTN *BufferSize, VOID *Buffer)
{
    struct file *file = enter("File.Read", This);
    if (BufferSize == NULL || (Buffer == NULL && *BufferSize != 0))
        return EFI_INVALID_PARAMETER;
    if (file->folder)
        return read_folder(file, BufferSize, Buffer);
    struct stat info;
    if (fstat(file->fd, &info) != 0 || file->position > (UINT64)info.st_size)
        return EFI_DEVICE_ERROR; /* a position beyond the end, section 13.5.10 */
    UINT64 left = (UINT64)info.st_size - file->position;
    UINT64 wanted = *BufferSize < left ? *BufferSize : left;
    if (file->read_fails && hosted_options.read_error_offset >= file->position &&
        hosted_options.read_error_offset - file->position < wanted)
        return EFI_DEVICE_ERROR;
    UINT64 done = 0;
    while (done < wanted) {
        ssize_t got = pread(file->fd, (uint8_t *)Buffer + done, (size_t)(wanted - done),
                            (off_t)(file->position + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return file_status(errno);
        if (got == 0)
            break;
        done += (UINT64)got;
    }
    file->position += done;
    *BufferSize = done;
    hosted_stats.reads++;
    hosted_stats.bytes_read += done;
    if (done > hosted_stats.largest_read)
        hosted_stats.largest_read = done;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI write_file(EFI_FILE_PROTOCOL *This, UINTN *BufferSize, VOID *Buffer)
{
    struct file *file = enter("File.Write", This);
    if (BufferSize == NULL || (Buffer == NULL && *BufferSize != 0))
        return EFI_INVALID_PARAMETER;
    if (file->folder)
        return EFI_UNSUPPORTED;
    if (!file->writable)
        return EFI_ACCESS_DENIED;
    if (file->position > UINT32_MAX || *BufferSize > UINT32_MAX - file->position)
        return EFI_VOLUME_FULL; /* the limit of FAT */
    UINTN wanted = *BufferSize;
    *BufferSize = 0;
    while (*BufferSize < wanted) {
        ssize_t put = pwrite(file->fd, (const uint8_t *)Buffer + *BufferSize,
                             (size_t)(wanted - *BufferSize), (off_t)file->position);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return file_status(errno);
        *BufferSize += (UINTN)put;
        file->position += (UINT64)put;
    }
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI get_position(EFI_FILE_PROTOCOL *This, UINT64 *Position)
{
    struct file *file = enter("File.GetPosition", This);
    if (Position == NULL)
        return EFI_INVALID_PARAMETER;
    if (file->folder)
        return EFI_UNSUPPORTED;
    *Position = file->position;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI set_position(EFI_FILE_PROTOCOL *This, UINT64 Position)
{
    struct file *file = enter("File.SetPosition", This);
    if (file->folder && Position != 0)
        return EFI_UNSUPPORTED;
    struct stat info;
    if (Position == EFI_FILE_END_POSITION) {
        if (fstat(file->fd, &info) != 0)
            return EFI_DEVICE_ERROR;
        Position = (UINT64)info.st_size;
    }
    file->position = Position;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI get_info(EFI_FILE_PROTOCOL *This, const EFI_GUID *InformationType,
                                  UINTN *BufferSize, VOID *Buffer)
{
    return file_info_get(enter("File.GetInfo", This), InformationType, BufferSize, Buffer);
}

static EFI_STATUS EFIAPI set_info(EFI_FILE_PROTOCOL *This, const EFI_GUID *InformationType,
                                  UINTN BufferSize, VOID *Buffer)
{
    return file_info_set(enter("File.SetInfo", This), InformationType, BufferSize, Buffer);
}

static EFI_STATUS EFIAPI flush_file(EFI_FILE_PROTOCOL *This)
{
    struct file *file = enter("File.Flush", This);
    if (!file->writable)
        return EFI_ACCESS_DENIED;
    return fsync(file->fd) == 0 ? EFI_SUCCESS : file_status(errno);
}

/* The revision 2 functions end before they return, which section 13.5 allows; then they signal. */
static EFI_STATUS complete(EFI_FILE_IO_TOKEN *token, EFI_STATUS status)
{
    if (token->Event == NULL || EFI_ERROR(status))
        return status;
    token->Status = status;
    events_signal(token->Event);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI open_ex(EFI_FILE_PROTOCOL *This, EFI_FILE_PROTOCOL **NewHandle,
                                 CHAR16 *FileName, UINT64 OpenMode, UINT64 Attributes,
                                 EFI_FILE_IO_TOKEN *Token)
{
    if (Token == NULL)
        return EFI_INVALID_PARAMETER;
    return complete(Token, open_file(This, NewHandle, FileName, OpenMode, Attributes));
}

static EFI_STATUS EFIAPI read_ex(EFI_FILE_PROTOCOL *This, EFI_FILE_IO_TOKEN *Token)
{
    if (Token == NULL)
        return EFI_INVALID_PARAMETER;
    return complete(Token, read_file(This, &Token->BufferSize, Token->Buffer));
}

static EFI_STATUS EFIAPI write_ex(EFI_FILE_PROTOCOL *This, EFI_FILE_IO_TOKEN *Token)
{
    if (Token == NULL)
        return EFI_INVALID_PARAMETER;
    return complete(Token, write_file(This, &Token->BufferSize, Token->Buffer));
}

static EFI_STATUS EFIAPI flush_ex(EFI_FILE_PROTOCOL *This, EFI_FILE_IO_TOKEN *Token)
{
    if (Token == NULL)
        return EFI_INVALID_PARAMETER;
    return complete(Token, flush_file(This));
}

static const EFI_FILE_PROTOCOL template = {
    .Revision = EFI_FILE_PROTOCOL_REVISION2,
    .Open = open_file,
    .Close = close_handle,
    .Delete = delete_file,
    .Read = read_file,
    .Write = write_file,
    .GetPosition = get_position,
    .SetPosition = set_position,
    .GetInfo = get_info,
    .SetInfo = set_info,
    .Flush = flush_file,
    .OpenEx = open_ex,
    .ReadEx = read_ex,
    .WriteEx = write_ex,
    .FlushEx = flush_ex,
};

static EFI_STATUS EFIAPI open_volume(EFI_SIMPLE_FILE_SYSTEM_PROTOCOL *This,
                                     EFI_FILE_PROTOCOL **Root)
{
    (void)This;
    hosted_enter("OpenVolume", TPL_CALLBACK);
    if (Root == NULL)
        return EFI_INVALID_PARAMETER;
    char *host_path = file_path_find("");
    char *path = strdup("");
    if (host_path == NULL || path == NULL)
        return EFI_OUT_OF_RESOURCES;
    EFI_STATUS status = add(path, host_path[0] == '\0' ? "/" : host_path, true, Root);
    free(host_path);
    return status;
}

EFI_SIMPLE_FILE_SYSTEM_PROTOCOL files_volume = {
    .Revision = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_REVISION,
    .OpenVolume = open_volume,
};

void files_open(void)
{
    file_path_open(hosted_options.esp);
    if (hosted_options.read_error == NULL)
        return;
    for (size_t i = 0; i < hosted_options.disk_count; i++)
        if (strcmp(hosted_options.read_error, hosted_options.disks[i].path) == 0)
            return;
    char *name = strdup(hosted_options.read_error);
    for (char *c = name; c != NULL && *c != '\0'; c++)
        if (*c == '/')
            *c = '\\';
    char *path = name == NULL ? NULL : file_path_join("", name);
    read_error_path = path == NULL ? NULL : file_path_find(path);
    if (read_error_path == NULL)
        hosted_fail(EXIT_USAGE, "--read-error: %s is not on the volume", hosted_options.read_error);
    free(name);
    free(path);
}
