/* SPDX-License-Identifier: Apache-2.0 */
/* /save and /load: conversations as files. */
#include "bb_console.h"
#include "chat.h"
#include "chat_state.h"
#include "conversation_store.h"

bb_status bb_chat_command_save(bb_kernel *kernel, const char *arguments)
{
    const bb_chat_transcript *transcript = &bb_chat_dialogue.transcript;
    bb_status status = bb_chat_require();
    (void)kernel;
    if (status == BB_OK)
        status = bb_chat_store_save(transcript, arguments);
    if (status == BB_OK)
        bb_print("Saved as %s: %zu turn%s.\n", arguments, transcript->count,
                 transcript->count == 1 ? "" : "s");
    return status;
}

bb_status bb_chat_command_load(bb_kernel *kernel, const char *arguments)
{
    bb_chat_transcript *transcript = &bb_chat_dialogue.transcript;
    bb_status status = bb_chat_require();
    (void)kernel;
    if (status == BB_OK)
        status = bb_chat_store_load(transcript, arguments);
    if (status != BB_OK)
        return status;
    bb_chat_dialogue.in_context = false;
    if (!bb_chat_dialogue.template->has_system)
        transcript->system_length = 0;
    bb_print("Loaded %s: %zu turn%s. /history shows what was said.\n", arguments, transcript->count,
             transcript->count == 1 ? "" : "s");
    return BB_OK;
}
