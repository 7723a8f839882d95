/* SPDX-License-Identifier: Apache-2.0 */
#include "chat.h"

#include "bb_config.h"
#include "bb_console.h"
#include "bb_kernel.h"
#include "bb_memory.h"
#include "bb_options.h"
#include "bb_text.h"
#include "chat_choice.h"
#include "chat_state.h"

/* Set up by the boot step: an initialiser would put all of it into the EFI file. */
bb_dialogue bb_chat_dialogue;

BB_ERROR(no_template, "E-CHAT-MODEL",
         "The model is of no known kind of chat model. Its maker tells how it wants conversations "
         "written: set chat.template to that, if it is installed.");
BB_ERROR(no_system, "E-CHAT-SYSTEM",
         "Shorten the system prompt, or leave it out: not every model has a place for one.");

static size_t text_bytes(bb_kernel *kernel)
{
    return bb_chat_transcript_capacity(kernel->model.shape.context);
}

/* The transcript's text, a text to encode of the same size, and the context's tokens. */
size_t bb_chat_demand(bb_kernel *kernel)
{
    size_t sum = 0;
    bool fits = bb_size_add(&sum, bb_align_up(text_bytes(kernel)), 2) &&
                bb_size_add(&sum, kernel->model.shape.context, sizeof(int32_t)) &&
                bb_size_add(&sum, 1, BB_ALIGNMENT);
    return fits ? sum : SIZE_MAX;
}

void bb_chat_observe(bb_kernel *kernel, const bb_kv_event *event)
{
    (void)kernel;
    if (event->kind == BB_KV_TRUNCATE)
        bb_dialogue_cut(&bb_chat_dialogue, event->length);
}

bb_status bb_chat_require(void)
{
    if (bb_chat_dialogue.template == NULL)
        return bb_fail(&no_template, "no installed chat template fits the model");
    return BB_OK;
}

bb_status bb_chat_set_system(const char *text, size_t length)
{
    bb_dialogue *dialogue = &bb_chat_dialogue;
    if (length > 0 && !dialogue->template->has_system)
        return bb_fail(&no_system, "the chat template \"%s\" has no system prompt",
                       dialogue->template->name);
    if (!bb_chat_transcript_set_system(&dialogue->transcript, text, length))
        return bb_fail(&no_system, "the system prompt has %zu bytes; %d are the most", length,
                       BB_CHAT_SYSTEM_BYTES);
    dialogue->in_context = false;
    return BB_OK;
}

/* The template and the system prompt that the options tell. */
static void set_up(bb_kernel *kernel)
{
    const bb_chat_template *template;
    const char *system = bb_options.chat.system;
    bb_status status = bb_chat_choose(kernel, bb_options.chat.template, &template);
    bb_dialogue_use(kernel, &bb_chat_dialogue, template);
    if (status == BB_OK && template != NULL)
        status = bb_chat_set_system(system, bb_text_length(system));
    if (status != BB_OK)
        bb_report(status);
}

bb_status bb_chat_boot(bb_kernel *kernel)
{
    bb_dialogue *dialogue = &bb_chat_dialogue;
    bb_chat_tokens *tokens = &dialogue->tokens;
    bb_status status;
    tokens->capacity = kernel->model.shape.context;
    tokens->text_capacity = dialogue->transcript.capacity = text_bytes(kernel);
    dialogue->transcript.text = bb_arena_allocate(BB_ARENA_CHAT, text_bytes(kernel), &status);
    if (status == BB_OK)
        tokens->text = bb_arena_allocate(BB_ARENA_CHAT, text_bytes(kernel), &status);
    if (status == BB_OK)
        tokens->out =
            bb_arena_allocate(BB_ARENA_CHAT, tokens->capacity * sizeof *tokens->out, &status);
    bb_chat_transcript_clear(&dialogue->transcript);
    if (status == BB_OK && dialogue->begun)
        set_up(kernel); /* another model than at boot: it may want another template */
    bb_boot_detail("%zu KiB of conversation", text_bytes(kernel) >> 10);
    return status;
}

void bb_chat_option_changed(bb_kernel *kernel, const bb_option *option)
{
    /* Before the prompt begins the tokenizer may not be there. */
    bool ours =
        option->value == bb_options.chat.template || option->value == bb_options.chat.system;
    if (ours && bb_chat_dialogue.begun)
        set_up(kernel);
}

/* The definition's greeting may tell of the definition's model: another one is told by its name. */
static void greet(const bb_kernel *kernel)
{
    static const char greeting[] = BB_CHAT_GREETING, model[] = BB_MODEL_FILE;
    const bb_model *now = &kernel->model;
    bool is_definitions = bb_text_equal(kernel->model_file, bb_text_length(kernel->model_file),
                                        model, sizeof model - 1);
    if (sizeof greeting > 1 && is_definitions) {
        bb_print("%s\n", greeting);
        return;
    }
    bb_write("\n", 1);
    if (now->name[0] != 0)
        bb_print("You talk to %s. ", now->name);
    bb_print("Ask what you like. /help lists the commands, /quit leaves.\n");
}

bool bb_chat_begin(bb_kernel *kernel)
{
    bb_chat_dialogue.begun = true;
    set_up(kernel);
    if (bb_chat_dialogue.template == NULL) {
        bb_print("(No installed chat template fits this model.)\n");
        return false;
    }
    greet(kernel);
    return true;
}

bool bb_chat_answer(bb_kernel *kernel, const char *text, size_t length, bb_status *status)
{
    if (bb_chat_dialogue.template == NULL)
        return false;
    *status = bb_dialogue_ask(kernel, &bb_chat_dialogue, text, length);
    return true;
}

bool bb_chat_forget(bb_kernel *kernel)
{
    if (bb_chat_dialogue.template == NULL)
        return false;
    while (bb_chat_dialogue.transcript.count > 0)
        bb_dialogue_take_back(kernel, &bb_chat_dialogue);
    return true;
}
