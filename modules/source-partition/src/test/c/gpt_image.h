/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GPT_IMAGE_H
#define GPT_IMAGE_H

/* A disk in memory with a GUID partition table, for tests: made from UEFI 2.10, section 5.3. */
#include <stddef.h>
#include <stdint.h>

#include "gpt.h"

enum { IMAGE_BLOCKS = 64 };

typedef struct gpt_image {
    size_t block_bytes;
    uint8_t *bytes;
    uint64_t reads_until_failure; /* UINT64_MAX: none */
} gpt_image;

/*
 * Headers in block 1 and in the last one, 8 entries each; entry 0 is a partition of another type,
 * entry 2 one of type `image_type` from block 20 to 29.
 */
gpt_image gpt_image_make(size_t block_bytes);
extern const uint8_t image_type[16];

/* Makes the checksums of a table right again: of the first, or of the copy. */
void gpt_image_seal(gpt_image *image, int copy);

/* Where a table's header and entries are. */
uint8_t *gpt_image_header(const gpt_image *image, int copy);
uint8_t *gpt_image_entries(const gpt_image *image, int copy);

/* The image as the parser reads it. */
gpt_disk gpt_image_disk(gpt_image *image);

/* Bit by bit. */
uint32_t gpt_image_crc(const void *bytes, size_t length);

#endif
