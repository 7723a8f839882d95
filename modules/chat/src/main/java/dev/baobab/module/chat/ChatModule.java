// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import dev.baobab.dsl.extension.BootStep;
import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.Conversation;
import dev.baobab.dsl.extension.KvCacheObserver;
import dev.baobab.dsl.extension.MemoryArena;
import dev.baobab.dsl.extension.OptionListener;
import dev.baobab.dsl.extension.Phase;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.module.FeatureModule;

/** The conversation, its memory and its commands. */
final class ChatModule extends FeatureModule {
  ChatModule(ChatOptions options) {}

  @Override
  protected void contribute() {
    provide(
        Conversation.class,
        new Conversation(function("begin"), function("answer"), function("forget")));
    add(MemoryArena.class, new MemoryArena("chat", function("demand")));
    add(BootStep.class, new BootStep(Phase.MODEL, "chat", function("boot")));
    add(KvCacheObserver.class, new KvCacheObserver("chat", function("observe")));
    add(OptionListener.class, new OptionListener("chat", function("option_changed")));
    command("system", "[TEXT|off]", "tells the system prompt, or changes it");
    command("history", "", "shows what was said");
    command("clear", "", "forgets the conversation");
    command("retry", "", "asks the last question again");
    command("save", "NAME", "keeps the conversation as a file of the boot volume");
    command("load", "[NAME]", "goes on with a saved conversation, or takes another model");
    command("undo", "", "takes the last question and its answer back");
  }

  private void command(String name, String usage, String summary) {
    add(ReplCommand.class, new ReplCommand(name, usage, summary, function("command_" + name)));
  }

  private static CFunction function(String verb) {
    return CFunction.of("bb_chat_" + verb, "chat.h");
  }
}
