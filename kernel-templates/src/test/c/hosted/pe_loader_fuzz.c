/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: */
/* libFuzzer target: any bytes as an EFI file, up to the relocated image. */
#include "bb_fuzz.h"

#include <setjmp.h>
#include <stdarg.h>

/* Included for what is behind pe_load, which reads a file and ends the process for a bad one. */
#include "../../../main/c/hosted/pe_loader.c"

enum { MOST_BYTES = 1 << 20 };

struct hosted_options hosted_options;
static jmp_buf refused;

void hosted_fail(int code, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    REQUIRE(vsnprintf(text, sizeof text, format, arguments) > 0);
    va_end(arguments);
    REQUIRE(code == EXIT_BAD_IMAGE);
    longjmp(refused, 1);
}

void *memory_take(EFI_MEMORY_TYPE type, uint64_t pages)
{
    (void)type;
    (void)pages;
    return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    uint8_t *file = fuzz_bytes(data, size);
    uint8_t *volatile base = NULL;
    struct pe pe = {.path = "fuzz.efi", .file = file, .file_size = size};
    if (setjmp(refused) == 0) {
        read_headers(&pe);
        check_sections(&pe);
        REQUIRE(pe.entry < pe.image_size);
        if (pe.image_size <= MOST_BYTES) {
            base = aligned_alloc(EFI_PAGE_SIZE, pe.image_size);
            memset(base, 0xa5, pe.image_size);
            copy_sections(&pe, base);
            relocate(&pe, base);
        }
    }
    free(base);
    free(file);
    return 0;
}
