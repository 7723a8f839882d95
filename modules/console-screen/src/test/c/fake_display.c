/* SPDX-License-Identifier: Apache-2.0 */
#include "fake_display.h"

#include <stdlib.h>
#include <string.h>

#include "bb_display.h"
#include "bb_parallel.h"
#include "bb_platform.h"

fake_display fake;
uint64_t fake_now_ns;

static void *pages;

void fake_display_make(uint32_t width, uint32_t height)
{
    size_t bytes = (size_t)width * height * sizeof(uint32_t);
    free(fake.pixels);
    free(pages);
    pages = NULL;
    fake = (fake_display){.width = width, .height = height, .pixels = malloc(bytes + 1)};
    memset(fake.pixels, 0x5a, bytes);
}

bool bb_display_open(uint32_t width, uint32_t height, bb_display *out)
{
    if (width != 0 || height != 0)
        abort();
    *out = (bb_display){.width = fake.width, .height = fake.height};
    return fake.width > 0;
}

void bb_display_fill(uint32_t pixel, uint32_t x, uint32_t y, uint32_t width, uint32_t height)
{
    for (uint32_t row = 0; row < height; row++)
        for (uint32_t column = 0; column < width; column++)
            fake.pixels[(size_t)(y + row) * fake.width + x + column] = pixel;
}

void bb_display_show(const uint32_t *pixels, size_t stride, uint32_t x, uint32_t y, uint32_t width,
                     uint32_t height)
{
    if (x + width > fake.width || y + height > fake.height || stride < width)
        abort();
    for (uint32_t row = 0; row < height; row++)
        memcpy(fake.pixels + (size_t)(y + row) * fake.width + x, pixels + row * stride,
               width * sizeof(uint32_t));
    fake.shows++;
    fake.drawn += (size_t)width * height;
}

/* --- The rest of the platform --- */

BB_ERROR(no_pages, "E-TEST", "Nothing to do.");

bb_status bb_platform_pages_allocate(size_t bytes, void **out)
{
    if (fake.no_memory)
        return &no_pages;
    *out = pages = malloc(bytes);
    memset(pages, 0xa5, bytes);
    return BB_OK;
}

bb_status bb_platform_memory(bb_memory_info *out)
{
    *out = (bb_memory_info){.total = UINT64_C(512) << 20, .free = UINT64_C(500) << 20};
    return BB_OK;
}

size_t bb_parallel_processors(void)
{
    return 2;
}

uint64_t bb_clock_ns(void)
{
    return fake_now_ns;
}

void bb_boot_detail(const char *format, ...) __attribute__((format(printf, 1, 2)));

void bb_boot_detail(const char *format, ...)
{
    (void)format;
}
