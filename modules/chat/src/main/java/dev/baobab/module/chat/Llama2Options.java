// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import dev.baobab.dsl.module.KernelModule;

/** How conversations are written for Llama 2 chat. */
@KernelModule(
    id = "chat-llama2",
    builder = "Chat.llama2",
    summary = "Chat template of Llama 2 chat",
    composer = Llama2Module.class,
    requires = "chat",
    sources = "template_llama2.c")
public interface Llama2Options {}
