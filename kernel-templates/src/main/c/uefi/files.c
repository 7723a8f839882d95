/* SPDX-License-Identifier: Apache-2.0 */
/* Files of the volume that the kernel was booted from. Source: UEFI 2.10, sections 13.4, 13.5. */
#include "bb_bytes.h"
#include "bb_platform.h"
#include "bb_text.h"
#include "uefi.h"

enum { PATH_CAPACITY = 256 };

BB_ERROR(no_volume, "E-VOLUME",
         "The kernel reads its files from the disk that it was started from. Start it from a FAT "
         "file system on a disk, stick or image. Is it still plugged in, and its file system "
         "intact?");
BB_ERROR(
    unreadable, "E-FILE-READ",
    "Is the stick or disk still plugged in, and its file system intact? If so, write the image "
    "to another one.");
BB_ERROR(unwritable, "E-FILE-WRITE",
         "Is the volume full or write-protected? Free some space, or remove the protection.");

const bb_error_code bb_file_missing = {
    "E-FILE-MISSING",
    "Put the file on the volume that the kernel was started from, or correct its name in the "
    "kernel definition, and build the image again."};

static bb_status volume_open(EFI_FILE_PROTOCOL **root)
{
    static const EFI_GUID image_guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
    static const EFI_GUID volume_guid = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID;
    EFI_LOADED_IMAGE_PROTOCOL *image = NULL;
    EFI_SIMPLE_FILE_SYSTEM_PROTOCOL *volume = NULL;

    EFI_STATUS status = bb_uefi_boot->HandleProtocol(bb_uefi_image, &image_guid, (void **)&image);
    if (EFI_ERROR(status))
        return bb_fail(&no_volume, "the firmware does not tell where the kernel came from: %s",
                       bb_uefi_status_name(status));
    if (image->DeviceHandle == NULL)
        return bb_fail(&no_volume, "the kernel was not started from a disk");
    status = bb_uefi_boot->HandleProtocol(image->DeviceHandle, &volume_guid, (void **)&volume);
    if (EFI_ERROR(status))
        return bb_fail(&no_volume, "the boot device has no file system: %s",
                       bb_uefi_status_name(status));
    status = volume->OpenVolume(volume, root);
    if (EFI_ERROR(status))
        return bb_fail(&no_volume, "the boot volume cannot be opened: %s",
                       bb_uefi_status_name(status));
    return BB_OK;
}

bb_status bb_platform_volume(bb_volume *out)
{
    static const EFI_GUID guid = EFI_FILE_SYSTEM_INFO_ID;
    enum { LABEL_CAPACITY = 64 };
    union {
        EFI_FILE_SYSTEM_INFO info;
        char bytes[SIZE_OF_EFI_FILE_SYSTEM_INFO + LABEL_CAPACITY * sizeof(CHAR16)];
    } buffer;
    EFI_FILE_PROTOCOL *root = NULL;
    *out = (bb_volume){0};
    bb_status failure = volume_open(&root);
    if (failure != BB_OK)
        return failure;

    UINTN size = sizeof buffer;
    EFI_STATUS status = root->GetInfo(root, &guid, &size, &buffer);
    root->Close(root);
    if (EFI_ERROR(status) || size < SIZE_OF_EFI_FILE_SYSTEM_INFO)
        return bb_fail(&no_volume, "the boot volume does not tell its size: %s",
                       bb_uefi_status_name(status));
    out->bytes = buffer.info.VolumeSize;
    out->free = buffer.info.FreeSpace;
    out->read_only = buffer.info.ReadOnly != 0;
    size_t characters = (size - SIZE_OF_EFI_FILE_SYSTEM_INFO) / sizeof(CHAR16);
    size_t length = 0;
    for (size_t i = 0; i < characters && length + 4 < sizeof out->label; i++) {
        if (buffer.info.VolumeLabel[i] == 0)
            break;
        length += bb_utf8_encode(buffer.info.VolumeLabel[i], out->label + length);
    }
    return BB_OK;
}

/* False if a path is too long or holds a character that UCS-2 does not have. */
static bool path_encode(const char *path, CHAR16 out[PATH_CAPACITY])
{
    size_t length = bb_text_length(path), count = 0;
    for (size_t i = 0; i < length;) {
        uint32_t character;
        i += bb_utf8_decode(path + i, length - i, &character);
        if (character > 0xffff || count == PATH_CAPACITY - 1)
            return false;
        out[count++] = (CHAR16)character;
    }
    out[count] = 0;
    return true;
}

static EFI_STATUS file_open(EFI_FILE_PROTOCOL *root, const char *path, UINT64 mode,
                            EFI_FILE_PROTOCOL **file)
{
    CHAR16 name[PATH_CAPACITY];
    if (!path_encode(path, name))
        return EFI_INVALID_PARAMETER;
    return root->Open(root, file, name, mode, 0);
}

static bb_status read_at(bb_source *source, uint64_t offset, void *out, size_t length)
{
    EFI_FILE_PROTOCOL *file = source->handle;
    EFI_STATUS status = file->SetPosition(file, offset);
    for (size_t done = 0; done < length && !EFI_ERROR(status);) {
        UINTN part = length - done;
        status = file->Read(file, &part, (char *)out + done);
        if (!EFI_ERROR(status) && part == 0)
            status = EFI_END_OF_FILE;
        done += part;
    }
    if (EFI_ERROR(status))
        return bb_fail(&unreadable, "%s: reading %zu bytes at offset %zu: %s", source->name, length,
                       offset, bb_uefi_status_name(status));
    return BB_OK;
}

static void close(bb_source *source)
{
    EFI_FILE_PROTOCOL *file = source->handle;
    file->Close(file);
}

bb_status bb_platform_file_open(const char *path, bb_source *out)
{
    EFI_FILE_PROTOCOL *root = NULL, *file = NULL;
    bb_status failure = volume_open(&root);
    if (failure != BB_OK)
        return failure;
    EFI_STATUS status = file_open(root, path, EFI_FILE_MODE_READ, &file);
    root->Close(root);
    if (status == EFI_NOT_FOUND)
        return bb_fail(&bb_file_missing, "%s is not on the boot volume", path);
    if (EFI_ERROR(status))
        return bb_fail(&unreadable, "%s: opening: %s", path, bb_uefi_status_name(status));

    /* The end tells the size. A directory has none: it refuses. */
    UINT64 size = 0;
    status = file->SetPosition(file, EFI_FILE_END_POSITION);
    if (!EFI_ERROR(status))
        status = file->GetPosition(file, &size);
    if (EFI_ERROR(status)) {
        file->Close(file);
        return bb_fail(&unreadable, "%s has no size, it may be a directory: %s", path,
                       bb_uefi_status_name(status));
    }
    *out = (bb_source){.name = path, .size = size, .handle = file, .read = read_at, .close = close};
    return BB_OK;
}

/* One entry of a folder, with the longest name that FAT has. */
typedef union folder_entry {
    EFI_FILE_INFO info;
    char bytes[SIZE_OF_EFI_FILE_INFO + PATH_CAPACITY * sizeof(CHAR16)];
} folder_entry;

/* The name as UTF-8: three bytes are the most that a character of UCS-2 takes. */
static void name_decode(const folder_entry *entry, size_t size, char out[3 * PATH_CAPACITY + 1])
{
    size_t characters = (size - SIZE_OF_EFI_FILE_INFO) / sizeof(CHAR16), length = 0;
    for (size_t i = 0; i < characters && entry->info.FileName[i] != 0; i++)
        length += bb_utf8_encode(entry->info.FileName[i], out + length);
    out[length] = 0;
}

static bb_status visit_entries(EFI_FILE_PROTOCOL *folder, const char *path, bb_file_visitor *visit,
                               void *context)
{
    enum { MOST_ENTRIES = 65536 }; /* FAT's own limit: a folder that is a ring ends here */
    for (size_t i = 0; i < MOST_ENTRIES; i++) {
        folder_entry entry;
        char name[3 * PATH_CAPACITY + 1];
        UINTN size = sizeof entry;
        EFI_STATUS status = folder->Read(folder, &size, &entry);
        if (EFI_ERROR(status))
            return bb_fail(&unreadable, "%s: reading the folder: %s", path,
                           bb_uefi_status_name(status));
        if (size < SIZE_OF_EFI_FILE_INFO)
            return BB_OK; /* the end */
        if (entry.info.Attribute & EFI_FILE_DIRECTORY)
            continue;
        name_decode(&entry, size, name);
        if (!visit(context, name, entry.info.FileSize))
            return BB_OK;
    }
    return BB_OK;
}

bb_status bb_platform_files(const char *folder, bb_file_visitor *visit, void *context)
{
    EFI_FILE_PROTOCOL *root = NULL, *opened = NULL;
    bb_status failure = volume_open(&root);
    if (failure != BB_OK)
        return failure;
    EFI_STATUS status = file_open(root, folder, EFI_FILE_MODE_READ, &opened);
    root->Close(root);
    if (status == EFI_NOT_FOUND)
        return bb_fail(&bb_file_missing, "%s is not on the boot volume", folder);
    if (EFI_ERROR(status))
        return bb_fail(&unreadable, "%s: opening: %s", folder, bb_uefi_status_name(status));

    /* A file has no entries: its bytes are no names. */
    folder_entry entry;
    static const EFI_GUID guid = EFI_FILE_INFO_ID;
    UINTN size = sizeof entry;
    status = opened->GetInfo(opened, &guid, &size, &entry);
    if (!EFI_ERROR(status) && (entry.info.Attribute & EFI_FILE_DIRECTORY))
        failure = visit_entries(opened, folder, visit, context);
    else
        failure = bb_fail(&unreadable, "%s is no folder: %s", folder, bb_uefi_status_name(status));
    opened->Close(opened);
    return failure;
}

static void delete_file(EFI_FILE_PROTOCOL *root, const char *path)
{
    EFI_FILE_PROTOCOL *file = NULL;
    if (!EFI_ERROR(file_open(root, path, EFI_FILE_MODE_READ | EFI_FILE_MODE_WRITE, &file)))
        file->Delete(file); /* closes it, too */
}

/* Makes a file with this content, or none. */
static EFI_STATUS create_file(EFI_FILE_PROTOCOL *root, const char *path, const void *bytes,
                              size_t length)
{
    enum { CHUNK = 1 << 20 };
    EFI_FILE_PROTOCOL *file = NULL;
    delete_file(root, path);
    EFI_STATUS status = file_open(
        root, path, EFI_FILE_MODE_READ | EFI_FILE_MODE_WRITE | EFI_FILE_MODE_CREATE, &file);
    if (EFI_ERROR(status))
        return status;
    for (size_t done = 0; done < length && !EFI_ERROR(status);) {
        UINTN part = length - done < CHUNK ? length - done : CHUNK;
        /* Write does not change the buffer; its declaration lacks the const. */
        status = file->Write(file, &part, (void *)(uintptr_t)((const char *)bytes + done));
        if (!EFI_ERROR(status) && part == 0)
            status = EFI_VOLUME_FULL;
        done += part;
    }
    if (!EFI_ERROR(status))
        status = file->Flush(file);
    if (EFI_ERROR(status))
        file->Delete(file); /* closes it, too */
    else
        file->Close(file);
    return status;
}

static EFI_STATUS set_name(EFI_FILE_PROTOCOL *file, const char *path)
{
    static const EFI_GUID guid = EFI_FILE_INFO_ID;
    union {
        EFI_FILE_INFO info;
        char bytes[SIZE_OF_EFI_FILE_INFO + PATH_CAPACITY * sizeof(CHAR16)];
    } buffer;
    UINTN size = sizeof buffer;
    EFI_STATUS status = file->GetInfo(file, &guid, &size, &buffer);
    if (EFI_ERROR(status))
        return status;
    if (!path_encode(path, buffer.info.FileName))
        return EFI_INVALID_PARAMETER;
    size_t length = 0;
    while (buffer.info.FileName[length] != 0)
        length++;
    buffer.info.Size = SIZE_OF_EFI_FILE_INFO + (length + 1) * sizeof(CHAR16);
    return file->SetInfo(file, &guid, buffer.info.Size, &buffer);
}

/* Some firmware accepts a new name and does not care: looks whether it worked. */
static bool rename_file(EFI_FILE_PROTOCOL *root, const char *from, const char *to)
{
    EFI_FILE_PROTOCOL *file = NULL;
    if (EFI_ERROR(file_open(root, from, EFI_FILE_MODE_READ | EFI_FILE_MODE_WRITE, &file)))
        return false;
    EFI_STATUS status = set_name(file, to);
    file->Close(file);
    if (EFI_ERROR(status) || EFI_ERROR(file_open(root, to, EFI_FILE_MODE_READ, &file)))
        return false;
    file->Close(file);
    return true;
}

bb_status bb_platform_file_write(const char *path, const void *bytes, size_t length)
{
    char fresh[PATH_CAPACITY];
    EFI_FILE_PROTOCOL *root = NULL;
    size_t path_length = bb_text_length(path);
    if (path_length + sizeof ".new" > sizeof fresh)
        return bb_fail(&unwritable, "%s: the name is too long", path);
    memcpy(fresh, path, path_length);
    memcpy(fresh + path_length, ".new", sizeof ".new");

    bb_status failure = volume_open(&root);
    if (failure != BB_OK)
        return failure;
    EFI_STATUS status = create_file(root, fresh, bytes, length);
    if (!EFI_ERROR(status)) {
        /* FAT drivers do not rename over a file. If the power fails here, the content is in the
         * new file. */
        delete_file(root, path);
        if (!rename_file(root, fresh, path)) {
            status = create_file(root, path, bytes, length);
            if (!EFI_ERROR(status))
                delete_file(root, fresh);
        }
    }
    root->Close(root);
    if (EFI_ERROR(status))
        return bb_fail(&unwritable, "%s: writing %zu bytes: %s", path, length,
                       bb_uefi_status_name(status));
    return BB_OK;
}
