/* SPDX-License-Identifier: Apache-2.0 */
/* test-sources: ../../main/c/heap_bump.c */
#include <stdarg.h>
#include <stdint.h>

#include "bb_platform.h"
#include "bb_test.h"
#include "heap_bump.h"

int64_t test_mebibytes;

static char details[256];
static size_t pages_taken;
static size_t pages_given_back;

bb_status bb_fail(bb_status code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(details, sizeof details, format, arguments);
    va_end(arguments);
    return code;
}

const char *bb_arena_name(bb_arena_id arena)
{
    static const char *const names[] = {"weights", "kv", "scratch", "output", "tokenizer"};
    return names[arena];
}

bb_status bb_platform_pages_allocate(size_t bytes, void **out)
{
    BB_ERROR(shortage, "E-MEMORY-SHORT", "");
    if (bytes > (size_t)1 << 40) {
        return bb_fail(&shortage, "no %zu bytes", bytes);
    }
    pages_taken += bytes;
    size_t rounded = (bytes + 4095) & ~(size_t)4095;
    *out = aligned_alloc(4096, rounded);
    return BB_OK;
}

void bb_platform_pages_free(void *pages, size_t bytes)
{
    pages_given_back += bytes;
    free(pages);
}

TEST(allocate)
{
    bb_status status;
    CHECK(bb_heap_bump_create(NULL, BB_ARENA_KV, 640) == BB_OK);
    CHECK_EQUAL(bb_heap_bump_usage(BB_ARENA_KV).capacity, 640);
    CHECK_EQUAL(bb_heap_bump_usage(BB_ARENA_KV).used, 0);
    unsigned char *first = bb_heap_bump_allocate(BB_ARENA_KV, 1, &status);
    CHECK(status == BB_OK);
    unsigned char *second = bb_heap_bump_allocate(BB_ARENA_KV, 65, &status);
    CHECK(status == BB_OK);
    CHECK_EQUAL(second - first, 64);
    CHECK_EQUAL((uintptr_t)first % BB_ALIGNMENT, 0);
    CHECK_EQUAL(bb_heap_bump_usage(BB_ARENA_KV).used, 192);
    memset(first, 1, 192);

    CHECK(bb_heap_bump_allocate(BB_ARENA_KV, 449, &status) == NULL);
    CHECK(status != BB_OK);
    CHECK_TEXT(status->name, "E-MEMORY-EXHAUSTED");
    CHECK_TEXT(details, "arena kv: 449 bytes asked for, 192 of 640 in use");
    CHECK(bb_heap_bump_allocate(BB_ARENA_KV, SIZE_MAX, &status) == NULL);
    CHECK(bb_heap_bump_allocate(BB_ARENA_KV, SIZE_MAX - 63, &status) == NULL);
    CHECK_EQUAL(bb_heap_bump_usage(BB_ARENA_KV).used, 192);

    CHECK(bb_heap_bump_allocate(BB_ARENA_KV, 448, &status) == second + 128);
    CHECK(status == BB_OK);
    CHECK_EQUAL(bb_heap_bump_usage(BB_ARENA_KV).used, 640);
    CHECK(bb_heap_bump_allocate(BB_ARENA_KV, 1, &status) == NULL);
    bb_heap_bump_release(BB_ARENA_KV);
}

TEST(release)
{
    bb_status status;
    CHECK_EQUAL(pages_given_back, 640);
    CHECK_EQUAL(bb_heap_bump_usage(BB_ARENA_KV).capacity, 0);
    CHECK_EQUAL(bb_heap_bump_usage(BB_ARENA_KV).used, 0);
    CHECK(bb_heap_bump_allocate(BB_ARENA_KV, 1, &status) == NULL);
    bb_heap_bump_release(BB_ARENA_KV); /* it has nothing: free(NULL) */
    CHECK_EQUAL(pages_given_back, 640);

    CHECK(bb_heap_bump_create(NULL, BB_ARENA_KV, 640) == BB_OK);
    unsigned char *whole = bb_heap_bump_allocate(BB_ARENA_KV, 640, &status);
    CHECK(whole != NULL && status == BB_OK);
    memset(whole, 1, 640);
    free(whole); /* its size still counts in the next test */
}

TEST(empty)
{
    bb_status status;
    size_t before = pages_taken;
    CHECK(bb_heap_bump_create(NULL, BB_ARENA_OUTPUT, 0) == BB_OK);
    CHECK_EQUAL(pages_taken, before);
    CHECK(bb_heap_bump_allocate(BB_ARENA_OUTPUT, 1, &status) == NULL);
}

TEST(cap)
{
    test_mebibytes = 1;
    CHECK(bb_heap_bump_create(NULL, BB_ARENA_SCRATCH, (1 << 20) - 640 + 1)->name != NULL);
    CHECK_TEXT(details, "arena scratch needs 1047937 bytes; 640 of the heap's 1048576 are taken");
    bb_status status = bb_heap_bump_create(NULL, BB_ARENA_SCRATCH, SIZE_MAX);
    CHECK_TEXT(status->name, "E-HEAP-CAP");
    CHECK(bb_heap_bump_create(NULL, BB_ARENA_SCRATCH, (1 << 20) - 640) == BB_OK);
    CHECK(bb_heap_bump_create(NULL, BB_ARENA_WEIGHTS, 1) != BB_OK);
    unsigned char *whole = bb_heap_bump_allocate(BB_ARENA_SCRATCH, (1 << 20) - 640, &status);
    CHECK(whole != NULL);
    free(whole);
    test_mebibytes = 0;
    status = bb_heap_bump_create(NULL, BB_ARENA_WEIGHTS, SIZE_MAX);
    CHECK_TEXT(status->name, "E-MEMORY-SHORT");
}

int main(void)
{
    return RUN(allocate) | RUN(release) | RUN(empty) | RUN(cap);
}
