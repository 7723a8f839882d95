// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.modelmenu;

import dev.baobab.dsl.extension.CFunction;
import dev.baobab.dsl.extension.ModelChoice;
import dev.baobab.dsl.extension.ReplCommand;
import dev.baobab.dsl.module.FeatureModule;

/** The choice among models, and the command that lists them. */
final class ModelMenuModule extends FeatureModule {
  ModelMenuModule(ModelMenuOptions options) {}

  @Override
  protected void contribute() {
    provide(
        ModelChoice.class,
        new ModelChoice(function("choose"), function("known"), function("change")));
    add(
        ReplCommand.class,
        new ReplCommand(
            "models", "", "the models that there are; /model NAME takes one", function("models")));
  }

  private static CFunction function(String name) {
    return CFunction.of("bb_model_menu_" + name, "model_menu.h");
  }
}
