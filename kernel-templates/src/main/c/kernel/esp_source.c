/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_boot_steps.h"
#include "bb_platform.h"

bb_status bb_esp_source_open(bb_kernel *kernel, const char *name, bb_source *out)
{
    (void)kernel;
    return bb_platform_file_open(name, out);
}
