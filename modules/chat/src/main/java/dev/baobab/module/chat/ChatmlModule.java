// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

/** The template of ChatML. */
final class ChatmlModule extends TemplateModule {
  ChatmlModule(ChatmlOptions options) {
    super("chatml");
  }
}
