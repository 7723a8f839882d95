/* SPDX-License-Identifier: Apache-2.0 */
#include "vector.h"

/* One for all processors, chosen at boot. */
static const bb_vector_set *chosen;

const bb_vector_set *bb_vector(void)
{
    return chosen;
}

bb_status bb_vector_boot(bb_kernel *kernel)
{
    uint32_t features = kernel->cpu.features;
    size_t index = 0;
    while ((bb_vector_installed(index)->features & ~features) != 0)
        index++; /* ends at SSE2 at the latest */
    chosen = bb_vector_installed(index);
    bb_boot_detail("%s", chosen->name);
    return BB_OK;
}
