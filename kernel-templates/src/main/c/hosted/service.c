/* SPDX-License-Identifier: Apache-2.0 */
#include "hosted.h"

#include <inttypes.h>

EFI_TPL hosted_tpl = TPL_APPLICATION;
_Thread_local size_t hosted_processor;

static bool boot_services_left;

void hosted_enter(const char *service, EFI_TPL highest)
{
    if (hosted_processor != 0)
        hosted_fail(EXIT_MISUSE, "%s called on processor %zu: only the boot processor may", service,
                    hosted_processor);
    if (boot_services_left)
        hosted_fail(EXIT_MISUSE, "%s called after ExitBootServices", service);
    if (hosted_tpl > highest)
        hosted_fail(EXIT_MISUSE, "%s called at TPL %" PRIu64 ", allowed up to %" PRIu64, service,
                    hosted_tpl, highest);
}

void hosted_leave_boot_services(void)
{
    boot_services_left = true;
}
