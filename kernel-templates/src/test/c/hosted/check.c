/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

EFI_HANDLE image;
EFI_SYSTEM_TABLE *st;
EFI_BOOT_SERVICES *bs;

/* Compilers may call these in freestanding code. */
void *memset(void *target, int value, size_t size);
void *memcpy(void *restrict target, const void *restrict source, size_t size);

void *memset(void *target, int value, size_t size)
{
    volatile unsigned char *bytes = target;
    for (size_t i = 0; i < size; i++)
        bytes[i] = (unsigned char)value;
    return target;
}

void *memcpy(void *restrict target, const void *restrict source, size_t size)
{
    volatile unsigned char *to = target;
    const unsigned char *from = source;
    for (size_t i = 0; i < size; i++)
        to[i] = from[i];
    return target;
}

void print(const char *text)
{
    for (; *text != '\0'; text++) {
        CHAR16 one[2] = {(CHAR16)(unsigned char)*text, 0};
        st->ConOut->OutputString(st->ConOut, one);
    }
}

void fail(const char *file, int line, const char *what)
{
    char digits[12];
    size_t next = sizeof digits;
    digits[--next] = '\0';
    for (; line > 0; line /= 10)
        digits[--next] = (char)('0' + line % 10);
    print("FAILED ");
    print(file);
    print(":");
    print(digits + next);
    print(": ");
    print(what);
    print("\n");
    bs->Exit(image, EFI_ABORTED, 0, NULL);
    for (;;)
        continue;
}

int option_is(const char *text)
{
    static const EFI_GUID guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
    VOID *interface;
    CHECK(bs->HandleProtocol(image, &guid, &interface) == EFI_SUCCESS);
    const EFI_LOADED_IMAGE_PROTOCOL *loaded = interface;
    const CHAR16 *option = loaded->LoadOptions;
    if (option == NULL)
        return 0;
    while (*text != '\0' && *option == (CHAR16)(unsigned char)*text) {
        text++;
        option++;
    }
    return *text == '\0' && *option == 0;
}

EFI_STATUS EFIAPI efi_main(EFI_HANDLE handle, EFI_SYSTEM_TABLE *table);

EFI_STATUS EFIAPI efi_main(EFI_HANDLE handle, EFI_SYSTEM_TABLE *table)
{
    image = handle;
    st = table;
    bs = table->BootServices;
    EFI_STATUS status = run();
    if (!EFI_ERROR(status))
        print("passed\n");
    return status;
}
