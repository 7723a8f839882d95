/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHAT_CHECKSUM_H
#define CHAT_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/*
 * CRC-32C (Castagnoli; RFC 3720, appendix B.4) of bytes behind others that have the checksum `crc`;
 * 0 for none. Bit by bit: conversations are some kilobytes.
 */
uint32_t bb_chat_crc32c(uint32_t crc, const void *bytes, size_t length);

#endif
