/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_boot_steps.h"

#include "bb_kernel.h"
#include "bb_platform.h"

#define MIB (1024.0 * 1024.0)

bb_status bb_console_boot(bb_kernel *kernel)
{
    (void)kernel;
    bb_boot_detail("%s, %s", bb_platform_console(), bb_platform_firmware());
    return BB_OK;
}

bb_status bb_memory_boot(bb_kernel *kernel)
{
    (void)kernel;
    bb_memory_info memory;
    bb_status status = bb_platform_memory(&memory);
    if (status == BB_OK)
        bb_boot_detail("%.0f MiB, %.0f free, %.0f in one piece", (double)memory.total / MIB,
                       (double)memory.free / MIB, (double)memory.largest / MIB);
    return status;
}

bb_status bb_storage_boot(bb_kernel *kernel)
{
    (void)kernel;
    bb_volume volume;
    if (bb_platform_volume(&volume) != BB_OK)
        bb_boot_detail("none: %s", bb_failure_details());
    else
        bb_boot_detail("volume %s, %.1f MiB, %.1f free%s",
                       volume.label[0] != 0 ? volume.label : "without a name",
                       (double)volume.bytes / MIB, (double)volume.free / MIB,
                       volume.read_only ? ", read-only" : "");
    return BB_OK;
}
