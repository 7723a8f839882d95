// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

/** The template of Llama 2. */
final class Llama2Module extends TemplateModule {
  Llama2Module(Llama2Options options) {
    super("llama2");
  }
}
