/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CHAT_H
#define CHAT_H

/* What the kernel calls: hooks, the conversation capability, commands. */
#include "bb_context.h"
#include "bb_option.h"
#include "bb_status.h"

typedef struct bb_kernel bb_kernel;

/* Arena demand: the transcript, and room for its tokens. */
size_t bb_chat_demand(bb_kernel *kernel);

/* Boot step: takes the memory, and for another model later chooses the template anew. Fails with
 * E-MEMORY-EXHAUSTED. */
bb_status bb_chat_boot(bb_kernel *kernel);

/* KvCacheObserver, OptionListener */
void bb_chat_observe(bb_kernel *kernel, const bb_kv_event *event);
void bb_chat_option_changed(bb_kernel *kernel, const bb_option *option);

/* bb_conversation.h */
bool bb_chat_begin(bb_kernel *kernel);
bool bb_chat_answer(bb_kernel *kernel, const char *text, size_t length, bb_status *status);
bool bb_chat_forget(bb_kernel *kernel);

/* Commands. All fail with E-CHAT-MODEL in a kernel whose model no template fits. */

/* /system [TEXT|off]: fails with E-CHAT-SYSTEM. */
bb_status bb_chat_command_system(bb_kernel *kernel, const char *arguments);
bb_status bb_chat_command_history(bb_kernel *kernel, const char *arguments);
bb_status bb_chat_command_clear(bb_kernel *kernel, const char *arguments);

/* /retry, /undo: fail with E-CHAT-NOTHING; /retry as bb_dialogue_ask, too. */
bb_status bb_chat_command_retry(bb_kernel *kernel, const char *arguments);
bb_status bb_chat_command_undo(bb_kernel *kernel, const char *arguments);

/* /save NAME: fails as bb_chat_store_save. */
bb_status bb_chat_command_save(bb_kernel *kernel, const char *arguments);

/* /load [NAME]: a conversation; if there is none of that name, a model. Without a name it lists
 * conversations. Fails as bb_chat_store_load, bb_model_change and bb_chat_list_read. */
bb_status bb_chat_command_load(bb_kernel *kernel, const char *arguments);

#endif
