// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import dev.baobab.dsl.module.KernelModule;

/** How conversations are written for Mistral Instruct. */
@KernelModule(
    id = "chat-mistral",
    builder = "Chat.mistral",
    summary = "Chat template of Mistral Instruct",
    composer = MistralModule.class,
    requires = "chat",
    sources = "template_mistral.c")
public interface MistralOptions {}
