/* SPDX-License-Identifier: Apache-2.0 */
/* Random numbers. Source: UEFI 2.10, section 37.5. */
#ifndef EFI_RNG_H
#define EFI_RNG_H

#include "efi_types.h"

#define EFI_RNG_PROTOCOL_GUID                                                                      \
    {0x3152bca5, 0xeade, 0x433d, {0x86, 0x2e, 0xc0, 0x1c, 0xdc, 0x29, 0x1f, 0x44}}
#define EFI_RNG_ALGORITHM_RAW                                                                      \
    {0xe43176d7, 0xb6e8, 0x4827, {0xb7, 0x84, 0x7f, 0xfd, 0xc4, 0xb6, 0x85, 0x61}}

typedef EFI_GUID EFI_RNG_ALGORITHM;
typedef struct EFI_RNG_PROTOCOL EFI_RNG_PROTOCOL;

typedef EFI_STATUS(EFIAPI *EFI_RNG_GET_INFO)(EFI_RNG_PROTOCOL *This, UINTN *RNGAlgorithmListSize,
                                             EFI_RNG_ALGORITHM *RNGAlgorithmList);
/* RNGAlgorithm NULL asks for the default algorithm. */
typedef EFI_STATUS(EFIAPI *EFI_RNG_GET_RNG)(EFI_RNG_PROTOCOL *This, EFI_RNG_ALGORITHM *RNGAlgorithm,
                                            UINTN RNGValueLength, UINT8 *RNGValue);

struct EFI_RNG_PROTOCOL {
    EFI_RNG_GET_INFO GetInfo;
    EFI_RNG_GET_RNG GetRNG;
};

#endif
