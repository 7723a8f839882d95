// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

/** The template of Phi-3. */
final class Phi3Module extends TemplateModule {
  Phi3Module(Phi3Options options) {
    super("phi3");
  }
}
