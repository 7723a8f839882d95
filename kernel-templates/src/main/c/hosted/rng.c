/* SPDX-License-Identifier: Apache-2.0 */
#include "rng.h"

#include <string.h>
#include <sys/random.h>

static const EFI_GUID raw = EFI_RNG_ALGORITHM_RAW;

static EFI_STATUS EFIAPI get_info(EFI_RNG_PROTOCOL *This, UINTN *RNGAlgorithmListSize,
                                  EFI_RNG_ALGORITHM *RNGAlgorithmList)
{
    (void)This;
    hosted_enter("Rng.GetInfo", TPL_NOTIFY);
    if (RNGAlgorithmListSize == NULL)
        return EFI_INVALID_PARAMETER;
    UINTN room = *RNGAlgorithmListSize;
    *RNGAlgorithmListSize = sizeof raw;
    if (room < sizeof raw)
        return EFI_BUFFER_TOO_SMALL;
    if (RNGAlgorithmList == NULL)
        return EFI_INVALID_PARAMETER;
    memcpy(RNGAlgorithmList, &raw, sizeof raw);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI get_rng(EFI_RNG_PROTOCOL *This, EFI_RNG_ALGORITHM *RNGAlgorithm,
                                 UINTN RNGValueLength, UINT8 *RNGValue)
{
    (void)This;
    hosted_enter("Rng.GetRNG", TPL_NOTIFY);
    if (RNGValueLength == 0 || RNGValue == NULL)
        return EFI_INVALID_PARAMETER;
    if (RNGAlgorithm != NULL && !guid_equal(RNGAlgorithm, &raw))
        return EFI_UNSUPPORTED;
    for (UINTN done = 0; done < RNGValueLength;) {
        ssize_t got = getrandom(RNGValue + done, (size_t)(RNGValueLength - done), 0);
        if (got <= 0)
            return EFI_DEVICE_ERROR;
        done += (UINTN)got;
    }
    return EFI_SUCCESS;
}

EFI_RNG_PROTOCOL rng = {.GetInfo = get_info, .GetRNG = get_rng};
