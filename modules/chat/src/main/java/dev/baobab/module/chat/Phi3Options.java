// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import dev.baobab.dsl.module.KernelModule;

/** How conversations are written for Phi-3 Instruct. */
@KernelModule(
    id = "chat-phi3",
    builder = "Chat.phi3",
    summary = "Chat template of Phi-3 Instruct",
    composer = Phi3Module.class,
    requires = "chat",
    sources = "template_phi3.c")
public interface Phi3Options {}
