/* SPDX-License-Identifier: Apache-2.0 */
/* Random bytes: from the firmware, else from the processor. */
#include <cpuid.h>

#include "bb_bytes.h"
#include "bb_platform.h"
#include "uefi.h"

static bool from_firmware(void *out, size_t length)
{
    static const EFI_GUID guid = EFI_RNG_PROTOCOL_GUID;
    EFI_RNG_PROTOCOL *rng = NULL;
    return !EFI_ERROR(bb_uefi_boot->LocateProtocol(&guid, NULL, (void **)&rng)) && rng != NULL &&
           !EFI_ERROR(rng->GetRNG(rng, NULL, length, out));
}

/* The instruction may fail while its source refills: Intel advises ten attempts (SDM vol. 1,
 * 7.3.17.1). Some processors return all ones after a sleep; that is taken as a failure. */
static bool rdrand(uint64_t *value)
{
    for (int attempt = 0; attempt < 10; attempt++) {
        bool ready;
        __asm__ volatile("rdrand %0" : "=r"(*value), "=@ccc"(ready));
        if (ready && *value != UINT64_MAX)
            return true;
    }
    return false;
}

static bool from_processor(void *out, size_t length)
{
    uint32_t eax = 0, ebx = 0, ecx = 0, edx = 0;
    if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx) || (ecx & (1u << 30)) == 0)
        return false;
    for (size_t done = 0; done < length;) {
        uint64_t value;
        size_t part = length - done < sizeof value ? length - done : sizeof value;
        if (!rdrand(&value))
            return false;
        memcpy((char *)out + done, &value, part);
        done += part;
    }
    return true;
}

bool bb_platform_entropy(void *out, size_t length)
{
    return from_firmware(out, length) || from_processor(out, length);
}
