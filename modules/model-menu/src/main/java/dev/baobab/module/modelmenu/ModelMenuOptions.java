// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.modelmenu;

import dev.baobab.dsl.module.KernelModule;
import dev.baobab.dsl.module.Option;

/**
 * Looks at the models in the boot volume's folder {@code models}. If there are several it asks at
 * boot which one to load, and takes the definition's after a while; {@code /models} lists them, and
 * {@code /model NAME} takes another one without a restart. Models can be copied onto a stick by
 * hand: what the kernel has to have installed for any of them comes with module {@code any-model}.
 */
@KernelModule(
    id = "model-menu",
    builder = "ModelMenu.options",
    summary = "Several models: a menu at boot, and another model without a restart",
    composer = ModelMenuModule.class,
    provides = "modelchoice",
    sources = {
      "model_find.c",
      "model_list.c",
      "model_look.c",
      "model_menu.c",
      "model_question.c",
      "model_rows.c"
    },
    headers = {
      "model_find.h",
      "model_list.h",
      "model_look.h",
      "model_menu.h",
      "model_question.h",
      "model_rows.h"
    })
public interface ModelMenuOptions {
  /**
   * How long the menu waits for a key before the kernel boots into the definition's model, or into
   * the first that can be used. 0: until one is chosen.
   */
  @Option(value = "5", min = "0", max = "3600", unit = "seconds")
  int countdown();
}
