/* SPDX-License-Identifier: Apache-2.0 */
/* /save and /load: conversations as files. */
#include "bb_console.h"
#include "bb_model_boot.h"
#include "bb_text.h"
#include "chat.h"
#include "chat_state.h"
#include "conversation_list.h"
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

static bb_status list(void)
{
    static bb_chat_list found;
    bb_status status = bb_chat_list_read(&found);
    if (status != BB_OK)
        return status;
    if (found.count == 0)
        bb_print("No conversation is saved. /save NAME keeps this one.\n");
    for (size_t i = 0; i < found.count; i++)
        bb_print("%s\n", found.names[i]);
    if (found.left_out > 0)
        bb_print("and more: %d are listed at most\n", BB_CHAT_LISTED);
    return BB_OK;
}

static bb_status load(const char *name)
{
    bb_chat_transcript *transcript = &bb_chat_dialogue.transcript;
    bb_status status = bb_chat_require();
    if (status == BB_OK)
        status = bb_chat_store_load(transcript, name);
    if (status != BB_OK)
        return status;
    bb_chat_dialogue.in_context = false;
    if (!bb_chat_dialogue.template->has_system)
        transcript->system_length = 0;
    bb_print("Loaded %s: %zu turn%s. /history shows what was said.\n", name, transcript->count,
             transcript->count == 1 ? "" : "s");
    return BB_OK;
}

bb_status bb_chat_command_load(bb_kernel *kernel, const char *arguments)
{
    size_t length = bb_text_length(arguments);
    if (length == 0)
        return list();
    bb_status status = load(arguments);
    bool is_none = status == &bb_chat_missing || bb_chat_dialogue.template == NULL;
    if (is_none && bb_model_is_known(kernel, arguments, length))
        status = bb_model_change(kernel, arguments, length);
    return status;
}
