// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.ChatTemplate;
import dev.baobab.dsl.module.FeatureModule;

/** A module that contributes one chat template. */
abstract class TemplateModule extends FeatureModule {
  private final String name;

  TemplateModule(String name) {
    this.name = name;
  }

  @Override
  protected void contribute() {
    add(
        ChatTemplate.class,
        new ChatTemplate(name, CFunction.of("bb_chat_" + name + "_template", "chat_templates.h")));
  }
}
