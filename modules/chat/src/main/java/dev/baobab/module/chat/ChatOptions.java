// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * A conversation with the model: what is entered at the prompt is a question, written as the model
 * learned it, and the answer ends where the model's turn does. The conversation stays within the
 * context, can be taken back, and be kept in files of the boot volume. Needs the template of the
 * model, a module of its own.
 */
@KernelModule(
    id = "chat",
    builder = "Chat.options",
    summary = "A conversation with the model",
    composer = ChatModule.class,
    provides = "conversation",
    requires = "repl",
    sources = {
      "chat.c",
      "chat_choice.c",
      "chat_commands.c",
      "chat_tokens.c",
      "conversation_file.c",
      "conversation_list.c",
      "conversation_store.c",
      "dialogue.c",
      "dialogue_tokens.c",
      "store_commands.c",
      "transcript.c"
    },
    headers = {
      "chat.h",
      "chat_choice.h",
      "chat_state.h",
      "chat_templates.h",
      "chat_tokens.h",
      "conversation_file.h",
      "conversation_list.h",
      "conversation_store.h",
      "dialogue.h",
      "dialogue_tokens.h",
      "transcript.h"
    })
public interface ChatOptions {
  /** Name of the chat template; auto: the one that the model's file tells. */
  @Option(value = "auto", maxLength = 32, tunable = true)
  String template();

  /** The system prompt; empty: none. */
  @Option(value = "", tunable = true)
  String system();

  /**
   * What is shown before the first question to the definition's model; empty: how to ask and to
   * leave.
   */
  @Option(value = "", maxLength = 1000)
  String greeting();
}
