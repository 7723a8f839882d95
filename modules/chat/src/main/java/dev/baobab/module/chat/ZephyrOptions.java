// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import dev.baobab.dsl.module.KernelModule;

/** How conversations are written for Zephyr and TinyLlama chat. */
@KernelModule(
    id = "chat-zephyr",
    builder = "Chat.zephyr",
    summary = "Chat template of Zephyr and TinyLlama chat",
    composer = ZephyrModule.class,
    requires = "chat",
    sources = "template_zephyr.c")
public interface ZephyrOptions {}
