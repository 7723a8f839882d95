/* SPDX-License-Identifier: Apache-2.0 */
#include "chat_checksum.h"

/* The polynomial 0x1edc6f41, bits in reverse. */
#define POLYNOMIAL UINT32_C(0x82f63b78)

uint32_t bb_chat_crc32c(uint32_t crc, const void *bytes, size_t length)
{
    const uint8_t *byte = bytes;
    crc = ~crc;
    for (size_t i = 0; i < length; i++) {
        crc ^= byte[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? POLYNOMIAL : 0);
    }
    return ~crc;
}
