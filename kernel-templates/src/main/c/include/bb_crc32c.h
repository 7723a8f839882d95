/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BB_CRC32C_H
#define BB_CRC32C_H

/*
 * CRC-32C: the cyclic redundancy check with Castagnoli's polynomial 0x1edc6f41, bits reflected, of
 * iSCSI (RFC 3720, section 12.1) and of x86's crc32 instruction.
 *
 * The first call prepares tables: not for several processors at once.
 */
#include <stddef.h>
#include <stdint.h>

/*
 * The checksum of a text whose first part has the checksum `before`, 0 if there is none, and whose
 * second part is `bytes`. With SSE4.2 at the speed of memory, else by table.
 */
uint32_t bb_crc32c(uint32_t before, const void *bytes, size_t length);

/* The two ways, for tests. The second needs a processor with SSE4.2. */
uint32_t bb_crc32c_table(uint32_t before, const void *bytes, size_t length);
uint32_t bb_crc32c_sse42(uint32_t before, const void *bytes, size_t length);

#endif
