/* SPDX-License-Identifier: Apache-2.0 */
/* /quit: how the machine is left. */
#include "bb_kernel.h"
#include "bb_text.h"
#include "command_line.h"
#include "repl_commands.h"

bb_status bb_repl_quit(bb_kernel *kernel, const char *arguments)
{
    size_t length = bb_text_length(arguments);
    if (length == 0)
        kernel->exit = BB_EXIT_POWER_OFF;
    else if (bb_text_equal(arguments, length, "reboot", 6))
        kernel->exit = BB_EXIT_REBOOT;
    else if (bb_text_equal(arguments, length, "return", 6))
        kernel->exit = BB_EXIT_RETURN;
    else
        return bb_repl_fail_usage("/quit, /quit reboot, or /quit return");
    kernel->leave = true;
    return BB_OK;
}
