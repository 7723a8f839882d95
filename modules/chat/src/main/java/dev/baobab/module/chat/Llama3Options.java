// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import dev.baobab.dsl.module.KernelModule;

/** How conversations are written for Llama 3, 3.1 and 3.2 Instruct. */
@KernelModule(
    id = "chat-llama3",
    builder = "Chat.llama3",
    summary = "Chat template of Llama 3, 3.1 and 3.2 Instruct",
    composer = Llama3Module.class,
    requires = "chat",
    sources = "template_llama3.c")
public interface Llama3Options {}
