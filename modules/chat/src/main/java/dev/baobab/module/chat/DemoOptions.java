// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import dev.baobab.dsl.module.KernelModule;

/** How conversations are written for Baobab's demo model. */
@KernelModule(
    id = "chat-demo",
    builder = "Chat.demo",
    summary = "Chat template of Baobab's demo model",
    composer = DemoModule.class,
    requires = "chat",
    sources = "template_demo.c")
public interface DemoOptions {}
