// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

/** The template of Mistral. */
final class MistralModule extends TemplateModule {
  MistralModule(MistralOptions options) {
    super("mistral");
  }
}
