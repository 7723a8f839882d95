/* SPDX-License-Identifier: Apache-2.0 */
#include "pe_loader.h"

#include "memory.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define DOS_HEADER 64u
#define COFF_HEADER 20u
#define OPTIONAL_HEADER 112u /* up to the data directories */
#define SECTION_HEADER 40u
#define MACHINE_X86_64 0x8664u
#define RELOCATIONS_STRIPPED 0x0001u
#define PE32_PLUS 0x020bu
#define SUBSYSTEM_EFI_APPLICATION 10u
#define MAX_IMAGE (256u << 20)
#define MAX_SECTIONS 96u

#define DIRECTORY_IMPORT 1u
#define DIRECTORY_RELOCATION 5u
#define DIRECTORY_TLS 9u
#define DIRECTORY_DELAY_IMPORT 13u

#define SECTION_EXECUTE 0x20000000u
#define SECTION_READ 0x40000000u
#define SECTION_WRITE 0x80000000u

#define RELOCATION_ABSOLUTE 0u
#define RELOCATION_DIR64 10u

/* The file and what its headers say; all offsets in the file are checked before use. */
struct pe {
    const char *path;
    const uint8_t *file;
    size_t file_size;
    const uint8_t *optional;
    const uint8_t *sections;
    uint32_t section_count;
    uint32_t headers_size;
    uint32_t image_size;
    uint32_t alignment;
    uint32_t entry;
    uint32_t directory_count;
};

_Noreturn static void bad(const struct pe *pe, const char *reason)
{
    hosted_fail(EXIT_BAD_IMAGE, "%s is not a loadable EFI application: %s", pe->path, reason);
}

static uint16_t u16(const uint8_t *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}

static uint32_t u32(const uint8_t *p)
{
    return (uint32_t)u16(p) | (uint32_t)u16(p + 2) << 16;
}

static uint64_t u64(const uint8_t *p)
{
    return u32(p) | (uint64_t)u32(p + 4) << 32;
}

static bool is_power_of_two(uint32_t value)
{
    return value != 0 && (value & (value - 1)) == 0;
}

static void map_file(struct pe *pe)
{
    int fd = open(pe->path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) != 0)
        hosted_fail(EXIT_BAD_IMAGE, "%s cannot be read: %m", pe->path);
    if (!S_ISREG(info.st_mode) || info.st_size <= 0 || info.st_size > MAX_IMAGE)
        bad(pe, "not a file of 1 byte to 256 MiB");
    pe->file_size = (size_t)info.st_size;
    void *file = mmap(NULL, pe->file_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (file == MAP_FAILED)
        hosted_fail(EXIT_HOST, "%s cannot be mapped: %m", pe->path);
    close(fd);
    pe->file = file;
}

static void read_headers(struct pe *pe)
{
    const uint8_t *file = pe->file;
    if (pe->file_size < DOS_HEADER || file[0] != 'M' || file[1] != 'Z')
        bad(pe, "no DOS header");
    uint64_t start = u32(file + 60);
    if (start + 4 + COFF_HEADER > pe->file_size)
        bad(pe, "the PE header lies beyond the end of the file");
    if (memcmp(file + start, "PE\0", 4) != 0)
        bad(pe, "no PE signature");
    const uint8_t *coff = file + start + 4;
    if (u16(coff) != MACHINE_X86_64)
        bad(pe, "not for x86-64");
    if (u16(coff + 18) & RELOCATIONS_STRIPPED)
        bad(pe, "its relocations are stripped, so it cannot be loaded anywhere");
    uint64_t optional_size = u16(coff + 16);
    uint64_t optional_start = start + 4 + COFF_HEADER;
    if (optional_size < OPTIONAL_HEADER || optional_start + optional_size > pe->file_size)
        bad(pe, "the optional header is cut off");
    pe->optional = file + optional_start;
    if (u16(pe->optional) != PE32_PLUS)
        bad(pe, "not PE32+");
    pe->directory_count = u32(pe->optional + 108);
    if (pe->directory_count > 16 || OPTIONAL_HEADER + pe->directory_count * 8 > optional_size)
        bad(pe, "the data directories do not fit the optional header");
    if (u16(pe->optional + 68) != SUBSYSTEM_EFI_APPLICATION)
        bad(pe, "its subsystem is not EFI application");

    pe->section_count = u16(coff + 2);
    uint64_t sections_start = optional_start + optional_size;
    uint64_t sections_end = sections_start + (uint64_t)pe->section_count * SECTION_HEADER;
    if (pe->section_count == 0 || pe->section_count > MAX_SECTIONS || sections_end > pe->file_size)
        bad(pe, "the section table is empty, too long or cut off");
    pe->sections = file + sections_start;

    pe->entry = u32(pe->optional + 16);
    pe->alignment = u32(pe->optional + 32);
    pe->image_size = u32(pe->optional + 56);
    pe->headers_size = u32(pe->optional + 60);
    if (!is_power_of_two(pe->alignment) || pe->alignment < EFI_PAGE_SIZE)
        bad(pe, "its sections are not aligned to pages");
    if (pe->image_size == 0 || pe->image_size > MAX_IMAGE || pe->image_size % pe->alignment != 0)
        bad(pe, "the image size is 0, over 256 MiB or not aligned");
    if (pe->headers_size < sections_end || pe->headers_size > pe->file_size ||
        pe->headers_size > pe->image_size)
        bad(pe, "the size of the headers is wrong");
}

/* The relative address of section `i`, and its size in memory rounded up to pages. */
static uint32_t section_address(const struct pe *pe, uint32_t i)
{
    return u32(pe->sections + i * SECTION_HEADER + 12);
}

static uint64_t section_size(const struct pe *pe, uint32_t i)
{
    const uint8_t *section = pe->sections + i * SECTION_HEADER;
    uint64_t size = u32(section + 8) != 0 ? u32(section + 8) : u32(section + 16);
    return (size + EFI_PAGE_SIZE - 1) / EFI_PAGE_SIZE * EFI_PAGE_SIZE;
}

static uint32_t section_flags(const struct pe *pe, uint32_t i)
{
    return u32(pe->sections + i * SECTION_HEADER + 36);
}

static void check_sections(const struct pe *pe)
{
    uint64_t end = pe->headers_size;
    bool entry_found = false;
    for (uint32_t i = 0; i < pe->section_count; i++) {
        const uint8_t *section = pe->sections + i * SECTION_HEADER;
        uint64_t address = section_address(pe, i), size = section_size(pe, i);
        uint64_t raw_size = u32(section + 16), raw_start = u32(section + 20);
        if (address % pe->alignment != 0 || address < end || address + size > pe->image_size)
            bad(pe, "a section is misaligned, out of order or outside the image");
        if (raw_size != 0 && raw_start + raw_size > pe->file_size)
            bad(pe, "a section lies beyond the end of the file");
        if ((section_flags(pe, i) & SECTION_EXECUTE) && pe->entry >= address &&
            pe->entry < address + size)
            entry_found = true;
        end = address + size;
    }
    if (!entry_found)
        bad(pe, "the entry point is not in an executable section");
    static const uint32_t refused[] = {DIRECTORY_IMPORT, DIRECTORY_TLS, DIRECTORY_DELAY_IMPORT};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (refused[i] < pe->directory_count &&
            u32(pe->optional + OPTIONAL_HEADER + refused[i] * 8 + 4) != 0)
            bad(pe, "it imports from other images or uses thread-local storage");
}

static void copy_sections(const struct pe *pe, uint8_t *base)
{
    memcpy(base, pe->file, pe->headers_size);
    for (uint32_t i = 0; i < pe->section_count; i++) {
        const uint8_t *section = pe->sections + i * SECTION_HEADER;
        uint64_t size = section_size(pe, i), raw_size = u32(section + 16);
        uint64_t copied = raw_size < size ? raw_size : size;
        uint8_t *target = base + section_address(pe, i);
        memcpy(target, pe->file + u32(section + 20), (size_t)copied);
        memset(target + copied, 0, (size_t)(size - copied));
    }
}

/* Each block: page address, block size, then 16-bit entries of type and offset in the page. */
static void relocate(const struct pe *pe, uint8_t *base)
{
    uint64_t delta = (uint64_t)(uintptr_t)base - u64(pe->optional + 24);
    if (pe->directory_count <= DIRECTORY_RELOCATION)
        return;
    const uint8_t *directory = pe->optional + OPTIONAL_HEADER + DIRECTORY_RELOCATION * 8;
    uint64_t next = u32(directory), end = next + u32(directory + 4);
    if (end > pe->image_size)
        bad(pe, "the relocations lie outside the image");
    while (next < end) {
        if (end - next < 8)
            bad(pe, "a relocation block is cut off");
        uint64_t page = u32(base + next), size = u32(base + next + 4);
        if (size < 8 || size % 2 != 0 || size > end - next)
            bad(pe, "a relocation block has a wrong size");
        for (uint64_t entry = next + 8; entry < next + size; entry += 2) {
            uint16_t value = u16(base + entry);
            uint64_t place = page + (value & 0xfffu);
            if (value >> 12 == RELOCATION_ABSOLUTE)
                continue;
            if (value >> 12 != RELOCATION_DIR64)
                bad(pe, "a relocation has an unknown type");
            if (place + 8 > pe->image_size)
                bad(pe, "a relocation lies outside the image");
            uint64_t address = u64(base + place) + delta;
            memcpy(base + place, &address, sizeof address);
        }
        next += size;
    }
}

static void protect(const struct pe *pe, uint8_t *base)
{
    if (mprotect(base, pe->image_size, PROT_READ) != 0)
        hosted_fail(EXIT_HOST, "mprotect: %m");
    for (uint32_t i = 0; i < pe->section_count; i++) {
        uint32_t flags = section_flags(pe, i);
        int protection = (flags & SECTION_READ ? PROT_READ : PROT_NONE) |
                         (flags & SECTION_WRITE ? PROT_WRITE : 0) |
                         (flags & SECTION_EXECUTE ? PROT_EXEC : 0);
        size_t size = (size_t)section_size(pe, i);
        if (size != 0 && mprotect(base + section_address(pe, i), size, protection) != 0)
            hosted_fail(EXIT_HOST, "mprotect: %m");
    }
}

struct pe_image pe_load(const char *path)
{
    struct pe pe = {.path = path};
    map_file(&pe);
    read_headers(&pe);
    check_sections(&pe);
    uint64_t pages = ((uint64_t)pe.image_size + EFI_PAGE_SIZE - 1) / EFI_PAGE_SIZE;
    uint8_t *base = memory_take(EfiLoaderCode, pages);
    if (base == NULL)
        hosted_fail(EXIT_BAD_IMAGE, "%s does not fit into %llu MiB of memory", path,
                    (unsigned long long)hosted_options.memory_mib);
    copy_sections(&pe, base);
    relocate(&pe, base);
    protect(&pe, base);
    munmap((void *)(uintptr_t)pe.file, pe.file_size);
    return (struct pe_image){
        .base = base,
        .size = pe.image_size,
        .entry = (EFI_IMAGE_ENTRY_POINT)(uintptr_t)(base + pe.entry),
    };
}
