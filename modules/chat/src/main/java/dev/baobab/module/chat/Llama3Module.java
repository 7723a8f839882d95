// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

/** The template of Llama 3. */
final class Llama3Module extends TemplateModule {
  Llama3Module(Llama3Options options) {
    super("llama3");
  }
}
