/* SPDX-License-Identifier: Apache-2.0 */
/* The kernel from the platform's entry to the end. */
#include "bb_boot.h"
#include "bb_config.h"
#include "bb_console.h"
#include "bb_hooks.h"
#include "bb_kernel.h"
#include "bb_model_boot.h"

bb_status bb_model_restart(bb_kernel *kernel)
{
    bb_boot_running outer = bb_boot_step_leave();
    bb_status status = bb_hooks_boot_model(kernel);
    bb_boot_step_resume(outer);
    return status;
}

_Noreturn void bb_kernel_main(bb_kernel *kernel)
{
    _Static_assert((int)BB_KERNEL_WHEN_DONE_POWER_OFF == (int)BB_EXIT_POWER_OFF &&
                       (int)BB_KERNEL_WHEN_DONE_REBOOT == (int)BB_EXIT_REBOOT &&
                       (int)BB_KERNEL_WHEN_DONE_RETURN == (int)BB_EXIT_RETURN,
                   "the option's choices are the ways to leave the machine, in this order");
    kernel->exit = (bb_exit)BB_KERNEL_WHEN_DONE;

    bb_console_start();
    bb_print("Baobab " BB_VERSION " - " BB_KERNEL_NAME "\n\n");
    bb_status status = bb_hooks_boot(kernel);
    if (status != BB_OK)
        bb_panic(kernel, status);

    bb_hooks_network_stop(kernel);
    bb_console_verdict(!kernel->failed);
    bb_hooks_shutdown(kernel, !kernel->failed);
    bb_platform_exit(kernel->exit, !kernel->failed);
}
