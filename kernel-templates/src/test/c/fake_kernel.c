/* SPDX-License-Identifier: Apache-2.0 */
#include "fake_kernel.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bb_arenas.h"
#include "bb_console.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_platform.h"

#define OUTPUT_BYTES (1 << 20)
#define POISON 0xa5

static char output[OUTPUT_BYTES];
static size_t output_length;
static char details[512];
static char boot_detail[256];
static const char *failure = "";
static int calls_until_interrupt = -1;

bb_status bb_fail(bb_status code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(details, sizeof details, format, arguments);
    va_end(arguments);
    failure = code->name;
    return code;
}

const char *bb_failure_details(void)
{
    return details;
}

const char *fake_failure(void)
{
    const char *name = failure;
    failure = "";
    return name;
}

void bb_report(bb_status status)
{
    failure = status->name;
}

void bb_boot_detail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(boot_detail, sizeof boot_detail, format, arguments);
    va_end(arguments);
}

const char *fake_boot_detail(void)
{
    return boot_detail;
}

/* --- Console --- */

void bb_write(const char *text, size_t length)
{
    if (length >= sizeof output - output_length) {
        abort();
    }
    memcpy(output + output_length, text, length);
    output_length += length;
}

void bb_print(const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    bb_write(text, (size_t)length);
}

const char *fake_output(void)
{
    output[output_length] = 0;
    output_length = 0;
    return output;
}

void bb_console_frame_begin(void) {}

void bb_console_frame_end(void) {}

bool bb_console_interrupted(void)
{
    return calls_until_interrupt >= 0 && calls_until_interrupt-- == 0;
}

void fake_interrupt_after(int calls)
{
    calls_until_interrupt = calls;
}

/* --- Arenas --- */

/* Each allocation is its own, so that AddressSanitizer sees its ends. */
#define ALLOCATIONS 4096

static void *allocations[ALLOCATIONS];
static size_t allocation_count;
static size_t allocated_bytes;

void *bb_arena_allocate(bb_arena_id arena, size_t bytes, bb_status *status)
{
    void *memory = 0;
    (void)arena;
    if (allocation_count == ALLOCATIONS || posix_memalign(&memory, BB_ALIGNMENT, bytes) != 0) {
        abort();
    }
    memset(memory, POISON, bytes);
    allocations[allocation_count++] = memory;
    allocated_bytes += bb_align_up(bytes);
    *status = BB_OK;
    return memory;
}

void fake_free_arenas(void)
{
    while (allocation_count > 0) {
        free(allocations[--allocation_count]);
    }
    allocated_bytes = 0;
}

size_t fake_arena_bytes(void)
{
    return allocated_bytes;
}

/* --- Files --- */

static bb_status read_memory(bb_source *source, uint64_t offset, void *out, size_t length)
{
    memcpy(out, (const char *)source->handle + offset, length);
    return BB_OK;
}

bb_source fake_source(const char *name, const void *bytes, size_t size)
{
    return (bb_source){
        .name = name, .size = size, .handle = (void *)(uintptr_t)bytes, .read = read_memory};
}

bb_status bb_source_read(bb_source *source, uint64_t offset, void *out, size_t length)
{
    BB_ERROR(truncated, "E-FILE-TRUNCATED", "");
    if (offset > source->size || length > source->size - offset) {
        return bb_fail(&truncated, "%s", source->name);
    }
    return source->read(source, offset, out, length);
}

char *fake_file(const char *folder, const char *name, size_t *size)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    fseek(file, 0, SEEK_END);
    size_t length = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(length + 1);
    if (fread(bytes, 1, length, file) != length) {
        perror(path);
        exit(1);
    }
    fclose(file);
    bytes[length] = 0;
    if (size) {
        *size = length;
    }
    return bytes;
}

const char *fake_models(void)
{
    const char *models = getenv("BB_MODELS");
    return models ? models : "../shared/models";
}

/* --- Platform --- */

uint64_t bb_clock_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void bb_platform_vector_begin(void) {}

void bb_platform_vector_end(void) {}
