/* SPDX-License-Identifier: Apache-2.0 */
/* /system, /history, /clear, /retry, /undo. */
#include "bb_bytes.h"
#include "bb_console.h"
#include "bb_context.h"
#include "bb_text.h"
#include "bb_wrap.h"
#include "chat.h"
#include "chat_state.h"

BB_ERROR(nothing, "E-CHAT-NOTHING", "Ask something first. /history shows what was said.");

/* --- What was said --- */

/* A text in lines with a label in front of the first, and blanks of its width in front of the
 * others; white space around it is not shown. */
static void show(const char *label, const char *text, size_t length)
{
    enum { COLUMNS = 79 };
    size_t indent = bb_text_length(label);
    while (length > 0 && (unsigned char)text[0] <= ' ') {
        text++;
        length--;
    }
    while (length > 0 && (unsigned char)text[length - 1] <= ' ')
        length--;
    size_t at = 0;
    do {
        const char *line = text + at;
        size_t bytes = bb_wrap_next(text, length, COLUMNS - indent, &at);
        bb_print("%s%.*s\n", label, (int)bytes, line);
        label = "         ";
    } while (at < length);
}

bb_status bb_chat_command_history(bb_kernel *kernel, const char *arguments)
{
    const bb_chat_transcript *transcript = &bb_chat_dialogue.transcript;
    bb_status status = bb_chat_require();
    (void)kernel;
    (void)arguments;
    if (status != BB_OK)
        return status;
    if (transcript->system_length > 0)
        show("system   ", transcript->system, transcript->system_length);
    if (transcript->count == 0)
        bb_print("Nothing was said yet.\n");
    for (size_t i = 0; i < transcript->count; i++) {
        show("you      ", bb_chat_question_of(transcript, i), transcript->turns[i].question);
        show("model    ", bb_chat_answer_of(transcript, i), transcript->turns[i].answer);
    }
    return BB_OK;
}

bb_status bb_chat_command_system(bb_kernel *kernel, const char *arguments)
{
    const bb_chat_transcript *transcript = &bb_chat_dialogue.transcript;
    size_t length = bb_text_length(arguments);
    bb_status status = bb_chat_require();
    (void)kernel;
    if (status != BB_OK)
        return status;
    if (length > 0) {
        bool off = bb_text_equal(arguments, length, "off", 3);
        status = bb_chat_set_system(arguments, off ? 0 : length);
    }
    if (status != BB_OK)
        return status;
    if (transcript->system_length > 0)
        show("system   ", transcript->system, transcript->system_length);
    else
        bb_print("There is no system prompt.\n");
    return BB_OK;
}

/* --- What is forgotten --- */

static bb_status require_turn(void)
{
    bb_status status = bb_chat_require();
    if (status == BB_OK && bb_chat_dialogue.transcript.count == 0)
        status = bb_fail(&nothing, "nothing was said yet");
    return status;
}

bb_status bb_chat_command_clear(bb_kernel *kernel, const char *arguments)
{
    bb_status status = bb_chat_require();
    (void)arguments;
    if (status != BB_OK)
        return status;
    bb_chat_forget(kernel);
    bb_print("The conversation is forgotten.\n");
    return BB_OK;
}

bb_status bb_chat_command_undo(bb_kernel *kernel, const char *arguments)
{
    bb_status status = require_turn();
    (void)arguments;
    if (status != BB_OK)
        return status;
    bb_dialogue_take_back(kernel, &bb_chat_dialogue);
    bb_print("The last question and its answer are taken back.\n");
    return BB_OK;
}

bb_status bb_chat_command_retry(bb_kernel *kernel, const char *arguments)
{
    static char question[BB_CHAT_QUESTION_BYTES];
    const bb_chat_transcript *transcript = &bb_chat_dialogue.transcript;
    bb_status status = require_turn();
    (void)arguments;
    if (status != BB_OK)
        return status;
    size_t newest = transcript->count - 1;
    size_t length = transcript->turns[newest].question;
    memcpy(question, bb_chat_question_of(transcript, newest), length);
    bb_dialogue_take_back(kernel, &bb_chat_dialogue);
    return bb_dialogue_ask(kernel, &bb_chat_dialogue, question, length);
}
