// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

/** The template of Gemma. */
final class GemmaModule extends TemplateModule {
  GemmaModule(GemmaOptions options) {
    super("gemma");
  }
}
