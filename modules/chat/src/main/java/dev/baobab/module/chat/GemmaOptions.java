// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import dev.baobab.dsl.module.KernelModule;

/** How conversations are written for Gemma 2 and 3. */
@KernelModule(
    id = "chat-gemma",
    builder = "Chat.gemma",
    summary = "Chat template of Gemma 2 and 3",
    composer = GemmaModule.class,
    requires = "chat",
    sources = "template_gemma.c")
public interface GemmaOptions {}
