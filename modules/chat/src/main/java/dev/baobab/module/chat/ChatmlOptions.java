// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import dev.baobab.dsl.module.KernelModule;

/** How conversations are written for ChatML: Qwen 2.5 and 3, SmolLM2 and many more. */
@KernelModule(
    id = "chat-chatml",
    builder = "Chat.chatml",
    summary = "Chat template of ChatML: Qwen 2.5 and 3, SmolLM2 and many more",
    composer = ChatmlModule.class,
    requires = "chat",
    sources = "template_chatml.c")
public interface ChatmlOptions {}
