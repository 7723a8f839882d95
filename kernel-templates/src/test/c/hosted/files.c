/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The volume. The driver prepares it:
 *   Model.bin          300,000 bytes, byte i is i * 7 % 251
 *   Dir/inner.txt      "inner"
 *   inside -> Dir      outside -> a folder that is not on the volume, with secret.txt
 */
#include "check.h"

#define RW (EFI_FILE_MODE_READ | EFI_FILE_MODE_WRITE)
#define CREATE (RW | EFI_FILE_MODE_CREATE)

static EFI_FILE_PROTOCOL *root;

static EFI_STATUS open_from(EFI_FILE_PROTOCOL *from, const char *name, UINT64 mode,
                            UINT64 attributes, EFI_FILE_PROTOCOL **file)
{
    CHAR16 wide[128];
    UINTN i = 0;
    for (; name[i] != '\0'; i++)
        wide[i] = (CHAR16)(unsigned char)name[i];
    wide[i] = 0;
    return from->Open(from, file, wide, mode, attributes);
}

static void check_reads(void)
{
    static UINT8 bytes[300000];
    EFI_FILE_PROTOCOL *file;
    CHECK(open_from(root, "\\mOdel.BIN", EFI_FILE_MODE_READ, 0, &file) == EFI_SUCCESS);
    UINTN size = 1000;
    CHECK(file->Read(file, &size, bytes) == EFI_SUCCESS && size == 1000);
    UINT64 position;
    CHECK(file->GetPosition(file, &position) == EFI_SUCCESS && position == 1000);
    size = sizeof bytes;
    CHECK(file->Read(file, &size, bytes + 1000) == EFI_SUCCESS && size == 299000);
    for (UINTN i = 0; i < sizeof bytes; i++)
        CHECK(bytes[i] == i * 7 % 251);
    size = 10;
    CHECK(file->Read(file, &size, bytes) == EFI_SUCCESS && size == 0);
    CHECK(file->SetPosition(file, EFI_FILE_END_POSITION) == EFI_SUCCESS);
    CHECK(file->GetPosition(file, &position) == EFI_SUCCESS && position == 300000);
    CHECK(file->SetPosition(file, 300001) == EFI_SUCCESS);
    CHECK(file->Read(file, &size, bytes) == EFI_DEVICE_ERROR);
    CHECK(file->SetPosition(file, 250) == EFI_SUCCESS);
    size = 2;
    CHECK(file->Read(file, &size, bytes) == EFI_SUCCESS && bytes[0] == 250 * 7 % 251);
    size = 2;
    CHECK(file->Write(file, &size, bytes) == EFI_ACCESS_DENIED);

    static const EFI_GUID id = EFI_FILE_INFO_ID;
    UINT64 info[32];
    size = 0;
    CHECK(file->GetInfo(file, &id, &size, NULL) == EFI_BUFFER_TOO_SMALL);
    CHECK(size == SIZE_OF_EFI_FILE_INFO + 10 * sizeof(CHAR16));
    CHECK(file->GetInfo(file, &id, &size, info) == EFI_SUCCESS);
    const EFI_FILE_INFO *i = (const EFI_FILE_INFO *)info;
    CHECK(i->FileSize == 300000 && i->Size == size && (i->Attribute & EFI_FILE_DIRECTORY) == 0);
    CHECK(i->FileName[9] == 0 && i->ModificationTime.Year >= 2024);
    CHECK(file->Close(file) == EFI_SUCCESS);
}

static void check_writes(void)
{
    EFI_FILE_PROTOCOL *file, *folder, *again;
    CHECK(open_from(root, "new.txt", RW, 0, &file) == EFI_NOT_FOUND);
    CHECK(open_from(root, "new.txt", EFI_FILE_MODE_WRITE, 0, &file) == EFI_INVALID_PARAMETER);
    CHECK(open_from(root, "sub", CREATE, EFI_FILE_DIRECTORY, &folder) == EFI_SUCCESS);
    CHECK(open_from(folder, "new.txt", CREATE, 0, &file) == EFI_SUCCESS);
    UINT8 text[5] = "hello", back[8];
    UINTN size = 5;
    CHECK(file->Write(file, &size, text) == EFI_SUCCESS && size == 5);
    CHECK(file->Flush(file) == EFI_SUCCESS);
    CHECK(open_from(root, "SUB\\.\\NEW.TXT", EFI_FILE_MODE_READ, 0, &again) == EFI_SUCCESS);
    size = 8;
    CHECK(again->Read(again, &size, back) == EFI_SUCCESS && size == 5 && back[4] == 'o');

    static const EFI_GUID id = EFI_FILE_INFO_ID;
    UINT64 info[32];
    size = sizeof info;
    CHECK(file->GetInfo(file, &id, &size, info) == EFI_SUCCESS);
    ((EFI_FILE_INFO *)info)->FileSize = 2;
    CHECK(again->SetInfo(again, &id, size, info) == EFI_ACCESS_DENIED);
    CHECK(file->SetInfo(file, &id, size, info) == EFI_SUCCESS);
    CHECK(again->SetPosition(again, 0) == EFI_SUCCESS);
    size = 8;
    CHECK(again->Read(again, &size, back) == EFI_SUCCESS && size == 2);
    CHECK(again->Delete(again) == EFI_WARN_DELETE_FAILURE);
    CHECK(file->Delete(file) == EFI_SUCCESS);
    CHECK(open_from(folder, "new.txt", EFI_FILE_MODE_READ, 0, &file) == EFI_NOT_FOUND);
    CHECK(folder->Delete(folder) == EFI_SUCCESS);
}

/* SetInfo with another name; the size stays. */
static EFI_STATUS rename_to(EFI_FILE_PROTOCOL *file, const char *name)
{
    static const EFI_GUID id = EFI_FILE_INFO_ID;
    UINT64 buffer[48];
    UINTN size = sizeof buffer, length = 0;
    CHECK(file->GetInfo(file, &id, &size, buffer) == EFI_SUCCESS);
    EFI_FILE_INFO *info = (EFI_FILE_INFO *)buffer;
    for (; name[length] != '\0'; length++)
        info->FileName[length] = (CHAR16)(unsigned char)name[length];
    info->FileName[length] = 0;
    info->Size = SIZE_OF_EFI_FILE_INFO + (length + 1) * sizeof(CHAR16);
    return file->SetInfo(file, &id, info->Size, buffer);
}

static int exists(const char *name)
{
    EFI_FILE_PROTOCOL *file;
    if (open_from(root, name, EFI_FILE_MODE_READ, 0, &file) != EFI_SUCCESS)
        return 0;
    return file->Close(file) == EFI_SUCCESS;
}

static void check_renames(void)
{
    EFI_FILE_PROTOCOL *file, *reader, *folder, *inner;
    CHECK(open_from(root, "old.txt", CREATE, 0, &file) == EFI_SUCCESS);
    CHECK(open_from(root, "old.txt", EFI_FILE_MODE_READ, 0, &reader) == EFI_SUCCESS);
    CHECK(open_from(root, "place", CREATE, EFI_FILE_DIRECTORY, &folder) == EFI_SUCCESS);

    CHECK(rename_to(reader, "new.txt") == EFI_ACCESS_DENIED);
    CHECK(rename_to(file, "Model.bin") == EFI_ACCESS_DENIED); /* there is one */
    CHECK(rename_to(file, "MODEL.BIN") == EFI_ACCESS_DENIED);
    CHECK(rename_to(file, "a:b") == EFI_INVALID_PARAMETER);
    CHECK(rename_to(file, "") == EFI_INVALID_PARAMETER);
    CHECK(rename_to(file, "..\\x") == EFI_INVALID_PARAMETER);
    CHECK(rename_to(file, "nowhere\\new.txt") == EFI_NOT_FOUND);
    CHECK(rename_to(file, "Model.bin\\new.txt") == EFI_NOT_FOUND);
    CHECK(rename_to(file, "outside\\new.txt") == EFI_NOT_FOUND);
    CHECK(rename_to(root, "new") == EFI_ACCESS_DENIED);
    CHECK(rename_to(folder, "place\\in\\itself") == EFI_NOT_FOUND);
    CHECK(rename_to(folder, "place\\itself") == EFI_ACCESS_DENIED);
    CHECK(exists("old.txt") && exists("place"));

    CHECK(rename_to(file, "old.txt") == EFI_SUCCESS); /* as it is */
    CHECK(rename_to(file, "OLD.txt") == EFI_SUCCESS && exists("old.txt"));
    CHECK(rename_to(file, "new.txt") == EFI_SUCCESS);
    CHECK(exists("new.txt") && !exists("old.txt"));
    CHECK(rename_to(file, "place\\moved.txt") == EFI_SUCCESS);
    CHECK(exists("place\\moved.txt") && !exists("new.txt"));
    CHECK(rename_to(file, "again.txt") == EFI_SUCCESS && exists("place\\again.txt"));

    /* What is open follows its folder. */
    CHECK(rename_to(folder, "Place 2") == EFI_SUCCESS);
    CHECK(open_from(folder, "again.txt", EFI_FILE_MODE_READ, 0, &inner) == EFI_SUCCESS);
    CHECK(inner->Close(inner) == EFI_SUCCESS && reader->Close(reader) == EFI_SUCCESS);
    CHECK(rename_to(file, "\\top.txt") == EFI_SUCCESS && exists("top.txt"));
    CHECK(file->Delete(file) == EFI_SUCCESS && folder->Delete(folder) == EFI_SUCCESS);
    CHECK(!exists("top.txt") && !exists("place") && !exists("place 2"));
}

static UINTN count_entries(EFI_FILE_PROTOCOL *folder)
{
    UINT64 info[80];
    UINTN count = 0;
    for (;;) {
        UINTN size = 8;
        EFI_STATUS status = folder->Read(folder, &size, info);
        if (status == EFI_SUCCESS)
            break;
        CHECK(status == EFI_BUFFER_TOO_SMALL && size <= sizeof info);
        CHECK(folder->Read(folder, &size, info) == EFI_SUCCESS);
        CHECK(((const EFI_FILE_INFO *)info)->Size == size);
        count++;
    }
    return count;
}

static void check_folders(void)
{
    EFI_FILE_PROTOCOL *folder, *file;
    CHECK(open_from(root, "dir", EFI_FILE_MODE_READ, 0, &folder) == EFI_SUCCESS);
    CHECK(count_entries(folder) == 3); /* ".", "..", inner.txt */
    CHECK(folder->SetPosition(folder, 0) == EFI_SUCCESS && count_entries(folder) == 3);
    CHECK(folder->SetPosition(folder, 1) == EFI_UNSUPPORTED);
    CHECK(count_entries(root) == 3); /* Dir, Model.bin, inside; not outside */
    CHECK(open_from(folder, "..\\DIR\\inner.txt", EFI_FILE_MODE_READ, 0, &file) == EFI_SUCCESS);
    CHECK(open_from(file, "inner.txt", EFI_FILE_MODE_READ, 0, &folder) == EFI_SUCCESS);
    CHECK(open_from(root, "inside\\inner.txt", EFI_FILE_MODE_READ, 0, &file) == EFI_SUCCESS);
    CHECK(open_from(root, "Model.bin\\x", EFI_FILE_MODE_READ, 0, &file) == EFI_NOT_FOUND);
}

static void check_escapes(void)
{
    static const char *const names[] = {
        "..",
        "..\\..\\etc\\passwd",
        "\\..\\etc\\passwd",
        "Dir\\..\\..\\x",
        "/etc/passwd",
        "Dir/inner.txt",
        "../x",
        "outside",
        "outside\\secret.txt",
        "outside\\..\\Model.bin",
        "a:b",
    };
    for (UINTN i = 0; i < sizeof names / sizeof names[0]; i++) {
        EFI_FILE_PROTOCOL *file = NULL;
        EFI_STATUS status = open_from(root, names[i], EFI_FILE_MODE_READ, 0, &file);
        if (i == 9) { /* lexically the root: allowed, and harmless */
            CHECK(status == EFI_SUCCESS);
            continue;
        }
        CHECK(status == EFI_NOT_FOUND);
        CHECK(EFI_ERROR(open_from(root, names[i], CREATE, 0, &file)));
    }
}

/* With --load-options read-error and --read-error dir/inner.txt:3. */
static void check_read_error(void)
{
    EFI_FILE_PROTOCOL *file;
    UINT8 bytes[5];
    UINTN size = 3;
    CHECK(open_from(root, "Dir\\inner.txt", EFI_FILE_MODE_READ, 0, &file) == EFI_SUCCESS);
    CHECK(file->Read(file, &size, bytes) == EFI_SUCCESS && size == 3);
    size = 1;
    CHECK(file->Read(file, &size, bytes) == EFI_DEVICE_ERROR);
    CHECK(file->SetPosition(file, 4) == EFI_SUCCESS);
    CHECK(file->Read(file, &size, bytes) == EFI_SUCCESS && bytes[0] == 'r');
    CHECK(file->SetPosition(file, 0) == EFI_SUCCESS);
    size = 5;
    CHECK(file->Read(file, &size, bytes) == EFI_DEVICE_ERROR);
}

EFI_STATUS run(void)
{
    static const EFI_GUID image_guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
    static const EFI_GUID volume_guid = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID;
    VOID *interface;
    CHECK(bs->HandleProtocol(image, &image_guid, &interface) == EFI_SUCCESS);
    EFI_HANDLE device = ((EFI_LOADED_IMAGE_PROTOCOL *)interface)->DeviceHandle;
    CHECK(bs->HandleProtocol(device, &volume_guid, &interface) == EFI_SUCCESS);
    EFI_SIMPLE_FILE_SYSTEM_PROTOCOL *volume = interface;
    CHECK(volume->OpenVolume(volume, &root) == EFI_SUCCESS);
    if (option_is("read-error")) {
        check_read_error();
        return EFI_SUCCESS;
    }
    check_reads();
    check_writes();
    check_renames();
    check_folders();
    check_escapes();
    return root->Close(root);
}
