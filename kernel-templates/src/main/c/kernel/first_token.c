/* SPDX-License-Identifier: Apache-2.0 */
#include "bb_first_token.h"

#include "bb_console.h"
#include "bb_platform.h"

static uint64_t boot_ns;
static uint64_t begun_ns; /* of an answer */
static uint64_t answer_ns;
static bool has_token;
static bool told;

void bb_first_token_ready(void)
{
    if (boot_ns == 0) /* another model later is no boot */
        boot_ns = bb_clock_ns();
}

static void tell(void)
{
    bb_print("First token %.3f s after the start: %.3f s to boot, %.3f s to answer.\n",
             (double)(boot_ns + answer_ns) * 1e-9, (double)boot_ns * 1e-9,
             (double)answer_ns * 1e-9);
}

bb_flow bb_first_token_hear(bb_kernel *kernel, const bb_token_event *event)
{
    (void)kernel;
    if (told)
        return BB_CONTINUE;
    if (event->kind == BB_TOKEN_BEGIN)
        begun_ns = bb_clock_ns();
    if (event->kind == BB_TOKEN_NEXT && !has_token) {
        answer_ns = bb_clock_ns() - begun_ns;
        has_token = true;
    }
    if (event->kind == BB_TOKEN_END && has_token) {
        tell();
        told = true;
    }
    return BB_CONTINUE;
}
